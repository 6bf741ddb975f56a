package org.redoubt.plugin.volume.snapshot;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.snapshot.SnapshotGroup;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;

/** Takes nothing: the volume is read where it is while it may change. For where no other snapshotter can do better. */
@Component(property = VolumeSnapshotter.NAME + "=" + NoSnapshotter.WORD)
@ServiceRanking(Integer.MIN_VALUE)
public final class NoSnapshotter implements VolumeSnapshotter {

    static final String WORD = "none";

    private final InstantSource clock;

    /** Takes the instants from the clock of this machine. */
    @Activate
    public NoSnapshotter() {
        this(InstantSource.system());
    }

    NoSnapshotter(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return WORD;
    }

    @Override
    public Optional<String> refusal(List<VolumeSource> volumes) {
        return Optional.empty();
    }

    @Override
    public Grade grade() {
        return Grade.NONE;
    }

    @Override
    public SnapshotGroup prepare(String token, List<VolumeSource> volumes) {
        return () -> volumes.stream().map(volume -> new VolumeSnapshot(volume, volume.path(), clock.instant())).toList();
    }

    @Override
    public void release(String token, List<VolumeSource> volumes, Duration limit) {
        // nothing was made
    }
}
