package org.redoubt.plugin.volume.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.snapshot.SnapshotGroup;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;

/**
 * Takes a disk image by a clone beside it that shares its blocks, on file systems that can (xfs and btrfs among them). The kernel
 * lets nobody write to the image meanwhile. Several images are refused, as each would be of another instant.
 */
@Component(property = VolumeSnapshotter.NAME + "=" + ReflinkSnapshotter.WORD)
@ServiceRanking(100)
public final class ReflinkSnapshotter implements VolumeSnapshotter {

    static final String WORD = "reflink";

    private final HostFiles files;
    private final InstantSource clock;

    /**
     * Takes the instants from the clock of this machine.
     *
     * @param files the files of this host
     */
    @Activate
    public ReflinkSnapshotter(@Reference HostFiles files) {
        this(files, InstantSource.system());
    }

    ReflinkSnapshotter(HostFiles files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WORD;
    }

    @Override
    public Grade grade() {
        return Grade.CRASH;
    }

    @Override
    public Optional<String> refusal(List<VolumeSource> volumes) {
        if (volumes.size() != 1) {
            return Optional.of("Clones are made one by one, so several volumes are not taken at one instant.");
        }
        Path path = volumes.getFirst().path();
        try (ImageClone image = ImageClone.of(files, path)) {
            return image.refusal();
        } catch (HostFileException refusal) {
            return Optional.of(refusal.kind() == HostFileException.Kind.UNSUPPORTED
                    ? path + " lies on a file system without clones." : path + " cannot be cloned: " + refusal.getMessage() + ".");
        } catch (IOException unreadable) {
            return Optional.of(path + " cannot be cloned: " + unreadable.getMessage() + ".");
        }
    }

    /** What is not on disk yet would be written while the clone is made, so it is written now. */
    @Override
    public SnapshotGroup prepare(String token, List<VolumeSource> volumes) throws IOException {
        byte[] name = SnapshotName.bytes(token);
        VolumeSource volume = only(volumes);
        try (ImageClone image = ImageClone.of(files, volume.path())) {
            image.prepare(name);
        }
        return () -> List.of(take(token, volume));
    }

    private VolumeSnapshot take(String token, VolumeSource volume) throws IOException {
        try (ImageClone image = ImageClone.of(files, volume.path())) {
            image.fill(SnapshotName.bytes(token));
            Instant taken = clock.instant();
            return new VolumeSnapshot(volume, image.path(SnapshotName.of(token)), taken);
        }
    }

    /** Takes no longer than the removal of a file. */
    @Override
    public void release(String token, List<VolumeSource> volumes, Duration limit) throws IOException {
        ImageClone.remove(files, only(volumes).path(), SnapshotName.bytes(token));
    }

    private static VolumeSource only(List<VolumeSource> volumes) {
        if (volumes.size() != 1) {
            throw new IllegalArgumentException("one volume at a time, not " + volumes.size());
        }
        return volumes.getFirst();
    }
}
