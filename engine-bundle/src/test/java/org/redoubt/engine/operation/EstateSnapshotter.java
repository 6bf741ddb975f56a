package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.snapshot.SnapshotGroup;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;

/**
 * Takes snapshots of the volumes of an estate.
 *
 * @param estate where they are
 */
record EstateSnapshotter(Estate estate) implements VolumeSnapshotter {
    static final String NAME = "estate";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> refusal(List<VolumeSource> volumes) {
        return Optional.empty();
    }

    @Override
    public Grade grade() {
        return Grade.CRASH;
    }

    @Override
    public SnapshotGroup prepare(String token, List<VolumeSource> volumes) {
        return () -> {
            estate.snapshots.add(token);
            return volumes.stream().map(volume -> new VolumeSnapshot(volume, volume.path(), Instant.now())).toList();
        };
    }

    @Override
    public void release(String token, List<VolumeSource> volumes, Duration limit) {
        estate.snapshots.remove(token);
    }
}
