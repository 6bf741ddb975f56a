package org.redoubt.plugin.volume.operation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.Destination;
import org.redoubt.plugin.volume.record.VolumeRecord;

/**
 * Whether a restore can write where it has to. That is tried by writing, as nothing else tells of quotas, access lists and disks that
 * are mounted for reading only; what was written is removed, and the directory has its time back.
 *
 * @param host how files are reached
 * @param restoring what is to be done
 */
record TargetCheck(Host host, Restoring restoring) {
    private static final int BLOCK = 4096;
    private static final int OWNER_ONLY = 0600;

    /** What is in the way; says besides how much room is needed where. */
    Optional<Problem> problem(RestoreContext context) {
        try {
            Optional<Problem> part = Inclusion.absent(restoring, context);
            part = part.isPresent() ? part : Inclusion.clash(host, restoring);
            part = part.isPresent() ? part : new Obstacles(host, restoring).problem(context);
            return part.isPresent() ? part : switch (restoring.way()) {
                case SKIP -> Optional.empty();
                case DEVICE -> device();
                case INTO_TREE -> directory(restoring.destination().path(), context);
                case NEW_TREE, NEW_FILE -> directory(nearest(restoring.destination().path()), context);
            };
        } catch (HostFileException refused) {
            return Optional.of(Problem.of(FileProblems.of(refused).kind(), "Nothing can be written to " + restoring.destination().text() + ": "
                    + FileProblems.reason(refused) + ".").hint("Make it writable, or restore to another place."));
        } catch (RedoubtException unreadable) {
            return Optional.of(unreadable.problem());
        }
    }

    /** The directory that is there, out of which the others are made. */
    private static Path nearest(Path wanted) {
        Path at = wanted.getParent() == null ? wanted : wanted.getParent();
        while (at.getParent() != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
            at = at.getParent();
        }
        return at;
    }

    private Optional<Problem> device() throws HostFileException {
        try (OpenFile device = host.files().openFile(restoring.destination().path(), Access.READ_WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return device.size() >= restoring.record().bytes() ? Optional.empty()
                    : Optional.of(Problem.of(ProblemKind.FULL, "The device " + restoring.destination().text() + " has " + device.size()
                            + " bytes, which is less than the " + restoring.record().bytes() + " of the volume."));
        }
    }

    private Optional<Problem> directory(Path path, RestoreContext context) throws HostFileException, RedoubtException {
        try (Directory directory = host.files().openDirectory(path)) {
            write(directory);
            boolean fresh = restoring.state() == Destination.State.ABSENT || restoring.state() == Destination.State.EMPTY_DIRECTORY;
            // What stands there is replaced piece by piece, so how much more is needed cannot be told.
            return fresh ? room(directory, context) : Optional.empty();
        }
    }

    private Optional<Problem> room(Directory directory, RestoreContext context) throws HostFileException, RedoubtException {
        long room = directory.fileSystem().available();
        long needed = withoutHoles(context.section(), room);
        DeviceNumber device = directory.status().device();
        if (!device.equals(DeviceNumber.NONE)) {
            context.needs("file system " + device, restoring.destination().text(), needed, room);
        }
        return needed <= room ? Optional.empty() : Optional.of(Problem.of(ProblemKind.FULL, "The volume needs at least " + needed
                + " bytes at " + restoring.destination().text() + ", and only " + room + " are free there.")
                .hint("Make room, or restore to another place."));
    }

    /** Leaves nothing behind, whatever happens. */
    private static void write(Directory directory) throws HostFileException {
        FileStatus before = directory.status();
        byte[] name = (".redoubt-check-" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        try (OpenFile file = directory.createFile(name, OWNER_ONLY)) {
            file.write(0, ByteBuffer.allocate(BLOCK));
        } finally {
            removeQuietly(directory, name);
        }
        try {
            directory.setModified(before.modified());
        } catch (HostFileException notOurs) {
            // Who may write to a directory need not own it.
            return;
        }
    }

    private static void removeQuietly(Directory directory, byte[] name) throws HostFileException {
        try {
            directory.remove(name);
        } catch (HostFileException refused) {
            if (refused.kind() != HostFileException.Kind.NOT_FOUND) {
                throw refused;
            }
        }
    }

    /** How much is to be written; where that has to be counted, only until it is clear that it is too much. */
    private long withoutHoles(ResourceSection section, long room) throws RedoubtException {
        return switch (restoring.record().content()) {
            case VolumeRecord.Tree content -> {
                try (TreeReader tree = section.openTree(VolumeRecord.TREE)) {
                    yield restoring.selection().bytes(tree);
                }
            }
            case VolumeRecord.Image image -> image.data().isPresent() ? image.data().getAsLong() : counted(section, room);
        };
    }

    private static long counted(ResourceSection section, long room) throws RedoubtException {
        long needed = 0;
        try (DataReader data = section.open(VolumeRecord.IMAGE)) {
            for (Extent extent : data.extents()) {
                needed += extent.hole() ? 0 : extent.length();
                if (needed > room) {
                    return needed;
                }
            }
        }
        return needed;
    }
}
