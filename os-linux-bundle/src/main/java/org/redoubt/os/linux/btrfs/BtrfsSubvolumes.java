package org.redoubt.os.linux.btrfs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.Subvolumes;
import org.redoubt.os.linux.call.Errno;
import org.redoubt.os.linux.call.FileCalls;
import org.redoubt.os.linux.call.Frame;
import org.redoubt.os.linux.file.LinuxDirectory;

/** Subvolumes by the ioctls of linux/btrfs.h. Enabled by the bundle's publisher where its calls can be made. */
@Component(name = BtrfsSubvolumes.NAME, enabled = false)
public final class BtrfsSubvolumes implements Subvolumes {

    public static final String NAME = "org.redoubt.os.linux.subvolumes";

    /** BTRFS_FIRST_FREE_OBJECTID: the inode of the top of every subvolume. */
    private static final long TOP = 256;

    private static final long SNAP_CREATE_V2 = 0x50009417L;
    private static final long SNAP_DESTROY = 0x5000940fL;

    private static final long ARGUMENT = 4096;
    private static final long READ_ONLY = 1 << 1;
    private static final long SNAPSHOT_FLAGS = 16;
    private static final long SNAPSHOT_NAME = 56;
    private static final long DESTROY_NAME = 8;

    @Override
    public boolean isSubvolume(Directory directory) throws HostFileException {
        return directory.status().inode() == TOP && directory.fileSystem().type().equals("btrfs");
    }

    @Override
    public List<byte[]> nested(Directory subvolume) throws HostFileException {
        try (Frame frame = LinuxDirectory.of(subvolume).enter()) {
            return NestedSubvolumes.paths(frame, "list the subvolumes in " + subvolume);
        }
    }

    @Override
    public void snapshot(Directory subvolume, Directory directory, byte[] name) throws HostFileException {
        String action = "take a snapshot of " + subvolume + " as " + FileNames.display(FileNames.check(name)) + " in " + directory;
        if (!isSubvolume(subvolume)) {
            throw new HostFileException(Kind.UNSUPPORTED, Errno.EINVAL.name(), action);
        }
        try (Frame source = LinuxDirectory.of(subvolume).enter(); Frame target = LinuxDirectory.of(directory).enter()) {
            MemorySegment argument = argument(target, source.fd(), name, SNAPSHOT_NAME);
            argument.set(JAVA_LONG, SNAPSHOT_FLAGS, READ_ONLY);
            check(FileCalls.ioctl(target, SNAP_CREATE_V2, argument), action);
        }
    }

    @Override
    public void delete(Directory directory, byte[] name) throws HostFileException {
        String action = "delete the subvolume " + FileNames.display(FileNames.check(name)) + " in " + directory;
        try (Frame frame = LinuxDirectory.of(directory).enter()) {
            check(FileCalls.ioctl(frame, SNAP_DESTROY, argument(frame, 0, name, DESTROY_NAME)), action);
        }
    }

    private static MemorySegment argument(Frame frame, long fd, byte[] name, long at) throws HostFileException {
        if (at + name.length >= ARGUMENT) {
            throw Errno.ENAMETOOLONG.exception("use a name of " + name.length + " bytes");
        }
        MemorySegment argument = frame.out().asSlice(0, ARGUMENT).fill((byte) 0);
        argument.set(JAVA_LONG, 0, fd);
        MemorySegment.copy(name, 0, argument, JAVA_BYTE, at, name.length);
        return argument;
    }

    private static void check(int outcome, String action) throws HostFileException {
        if (outcome < 0) {
            throw Errno.exception(outcome, action);
        }
    }
}
