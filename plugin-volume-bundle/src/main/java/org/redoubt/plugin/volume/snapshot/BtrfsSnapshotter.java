package org.redoubt.plugin.volume.snapshot;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFiles;
import org.redoubt.api.os.Subvolumes;
import org.redoubt.api.snapshot.SnapshotGroup;
import org.redoubt.api.snapshot.VolumeSnapshot;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.plugin.volume.host.Privilege;

/**
 * Takes directories and files that lie in one btrfs subvolume by a read-only snapshot of all of it. Several subvolumes are refused,
 * as btrfs takes them one after another and not at one instant.
 */
@Component(property = VolumeSnapshotter.NAME + "=" + BtrfsSnapshotter.WORD)
@ServiceRanking(200)
public final class BtrfsSnapshotter implements VolumeSnapshotter {

    static final String WORD = "btrfs";

    private final HostFiles files;
    private final Subvolumes subvolumes;
    private final SubvolumeSearch search;
    private final InstantSource clock;

    /**
     * Takes the instants from the clock of this machine.
     *
     * @param files the files of this host
     * @param subvolumes the subvolumes of this host
     */
    @Activate
    public BtrfsSnapshotter(@Reference HostFiles files, @Reference Subvolumes subvolumes) {
        this(files, subvolumes, InstantSource.system());
    }

    BtrfsSnapshotter(HostFiles files, Subvolumes subvolumes, InstantSource clock) {
        this.files = files;
        this.subvolumes = subvolumes;
        this.search = new SubvolumeSearch(files, subvolumes);
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
        try {
            if (!Privilege.administersFileSystems()) {
                return Optional.of("Only root may take away a btrfs snapshot, so none is taken.");
            }
            Set<Path> tops = new LinkedHashSet<>();
            for (VolumeSource volume : volumes) {
                Optional<SubvolumePath> found = search.find(volume.path());
                if (found.isEmpty()) {
                    return Optional.of(volume.path() + " does not lie in a btrfs subvolume that can be reached from its top.");
                }
                Optional<String> hidden = search.hidden(found.get());
                if (hidden.isPresent()) {
                    return hidden;
                }
                tops.add(found.get().top());
            }
            return tops.size() == 1 ? writable(tops.iterator().next())
                    : Optional.of("The volumes lie in " + tops.size() + " btrfs subvolumes, which cannot be taken at one instant.");
        } catch (IOException unreadable) {
            return Optional.of("Whether btrfs can take a snapshot is unknown: " + unreadable.getMessage() + ".");
        }
    }

    private Optional<String> writable(Path top) throws IOException {
        try (Directory directory = open(top)) {
            return directory.fileSystem().readOnly()
                    ? Optional.of(top + " is mounted read-only, so it takes no snapshot.") : Optional.empty();
        }
    }

    /** What is not on disk yet would be written while the snapshot is taken, so it is written now. */
    @Override
    public SnapshotGroup prepare(String token, List<VolumeSource> volumes) throws IOException {
        byte[] name = SnapshotName.bytes(token);
        List<SubvolumePath> found = new ArrayList<>();
        for (VolumeSource volume : volumes) {
            found.add(search.find(volume.path())
                    .orElseThrow(() -> new IOException(volume.path() + " does not lie in a btrfs subvolume any more.")));
        }
        Path top = found.getFirst().top();
        try (Directory directory = open(top)) {
            directory.syncFileSystem();
        }
        return () -> take(top, name, token, volumes, found);
    }

    private List<VolumeSnapshot> take(Path top, byte[] name, String token, List<VolumeSource> volumes, List<SubvolumePath> found)
            throws IOException {
        Instant taken;
        try (Directory directory = open(top)) {
            subvolumes.snapshot(directory, directory, name);
            taken = clock.instant();
        }
        Path snapshot = top.resolve(SnapshotName.of(token));
        List<VolumeSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < volumes.size(); i++) {
            snapshots.add(new VolumeSnapshot(volumes.get(i), snapshot.resolve(found.get(i).inside()), taken));
        }
        return snapshots;
    }

    /** Takes no longer than a call, as btrfs frees the space later by itself. */
    @Override
    public void release(String token, List<VolumeSource> volumes, Duration limit) throws IOException {
        byte[] name = SnapshotName.bytes(token);
        Set<Path> tops = new LinkedHashSet<>();
        for (VolumeSource volume : volumes) {
            search.findNearest(volume.path()).ifPresent(found -> tops.add(found.top()));
        }
        for (Path top : tops) {
            try (Directory directory = open(top)) {
                subvolumes.delete(directory, name);
            } catch (HostFileException refusal) {
                if (refusal.kind() != HostFileException.Kind.NOT_FOUND) {
                    throw refusal;
                }
            }
        }
    }

    private Directory open(Path top) throws HostFileException {
        return files.openDirectory(top, LinkOption.NOFOLLOW_LINKS);
    }
}
