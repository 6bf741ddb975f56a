package org.redoubt.plugin.volume.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSource;

class NoSnapshotterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void takesAnythingAsItLiesThereAndClaimsNoConsistency() throws Exception {
        NoSnapshotter snapshotter = new NoSnapshotter(InstantSource.fixed(NOW));
        List<VolumeSource> volumes = List.of(source("/a"), source("/b"));
        assertTrue(snapshotter.refusal(volumes).isEmpty());
        assertEquals(Grade.NONE, snapshotter.grade());
        assertEquals(volumes.stream().map(volume -> new VolumeSnapshot(volume, volume.path(), NOW)).toList(),
                snapshotter.prepare("t", volumes).snapshot());
        snapshotter.release("t", volumes, Duration.ofSeconds(1));
    }

    private static VolumeSource source(String path) {
        return new VolumeSource(new ResourceRef("Host::Volume", path), Path.of(path));
    }
}
