package org.redoubt.os.linux.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.Existing;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.Listing;
import org.redoubt.api.os.OpenFile;
import org.redoubt.os.linux.call.Descriptor;
import org.redoubt.os.linux.call.DirectoryCalls;
import org.redoubt.os.linux.call.Errno;
import org.redoubt.os.linux.call.Flags;
import org.redoubt.os.linux.call.Frame;

/** An open directory. */
public final class LinuxDirectory extends LinuxHandle implements Directory {

    private static final byte[] ITSELF = {'.'};
    private static final int LONGEST_LINK = 4096;

    private final Opener opener;

    LinuxDirectory(Opener opener, Descriptor descriptor, Place place) {
        super(descriptor, place);
        this.opener = opener;
    }

    /** The implementation behind a directory of this service. */
    public static LinuxDirectory of(Directory directory) {
        if (directory instanceof LinuxDirectory known) {
            return known;
        }
        throw new IllegalArgumentException("the directory is of another service: " + directory);
    }

    /** Begins a use of the directory by calls outside this package. */
    public Frame enter() throws HostFileException {
        return descriptor().enter();
    }

    @Override
    public Listing entries() throws HostFileException {
        try (Frame frame = enter()) {
            Descriptor own = opener.directoryDescriptor(frame, ITSELF, Flags.O_NOFOLLOW, place());
            return new LinuxListing(own, place());
        }
    }

    @Override
    public HostFile child(byte[] name) {
        return new LinuxChild(descriptor(), placeOf(name));
    }

    @Override
    public Directory openDirectory(byte[] name) throws HostFileException {
        Place child = placeOf(name);
        try (Frame frame = enter()) {
            return opener.directory(frame, name, Flags.O_NOFOLLOW, child);
        }
    }

    @Override
    public OpenFile openFile(byte[] name, Access access) throws HostFileException {
        Place child = placeOf(name);
        try (Frame frame = enter()) {
            return opener.file(frame, name, access, Flags.O_NOFOLLOW, false, child);
        }
    }

    @Override
    public OpenFile createFile(byte[] name, int mode) throws HostFileException {
        Place child = placeOf(name);
        try (Frame frame = enter()) {
            return opener.newFile(frame, name, Outcome.mode(mode), child);
        }
    }

    @Override
    public void createDirectory(byte[] name, int mode) throws HostFileException {
        Place child = placeOf(name);
        try (Frame frame = enter()) {
            Outcome.check(DirectoryCalls.mkdirat(frame, frame.text(name), Outcome.mode(mode)), "create the directory", child);
        }
    }

    @Override
    public void createLink(byte[] name, byte[] target) throws HostFileException {
        Place child = placeOf(name);
        checkTarget(target);
        try (Frame frame = enter()) {
            Outcome.check(DirectoryCalls.symlinkat(frame, frame.other(target), frame.text(name)), "create the symbolic link", child);
        }
    }

    @Override
    public void createHardLink(byte[] name, Directory directory, byte[] existing) throws HostFileException {
        Place child = placeOf(name);
        LinuxDirectory from = of(directory);
        FileNames.check(existing);
        try (Frame source = from.enter(); Frame target = enter()) {
            Outcome.check(DirectoryCalls.linkat(source, source.text(existing), target.fd(), target.text(name)),
                    "link " + from.placeOf(existing) + " to", child);
        }
    }

    @Override
    public void createNode(byte[] name, FileType type, int mode, DeviceNumber device) throws HostFileException {
        Place child = placeOf(name);
        int nodeMode = Types.nodeMode(type) | Outcome.mode(mode);
        long number = type == FileType.FIFO || type == FileType.SOCKET ? 0 : Types.deviceNumber(device);
        try (Frame frame = enter()) {
            Outcome.check(DirectoryCalls.mknodat(frame, frame.text(name), nodeMode, number), "create the node", child);
        }
    }

    @Override
    public byte[] readLink(byte[] name) throws HostFileException {
        Place child = placeOf(name);
        try (Frame frame = enter()) {
            MemorySegment target = frame.out();
            long length = DirectoryCalls.readlinkat(frame, frame.text(name), target, LONGEST_LINK);
            if (Errno.EINVAL.is(length)) {
                throw new HostFileException(HostFileException.Kind.WRONG_TYPE, Errno.EINVAL.name(), "read the symbolic link " + child);
            }
            return target.asSlice(0, Outcome.check(length, "read the symbolic link", child)).toArray(JAVA_BYTE);
        }
    }

    @Override
    public void rename(byte[] name, Directory directory, byte[] renamed, Existing existing) throws HostFileException {
        Place child = placeOf(name);
        LinuxDirectory to = of(directory);
        FileNames.check(renamed);
        int flags = existing == Existing.KEEP ? Flags.RENAME_NOREPLACE : 0;
        try (Frame source = enter(); Frame target = to.enter()) {
            Outcome.check(DirectoryCalls.renameat2(source, source.text(name), target.fd(), target.text(renamed), flags),
                    "rename " + child + " to", to.placeOf(renamed));
        }
    }

    @Override
    public void remove(byte[] name) throws HostFileException {
        unlink(name, 0, "remove");
    }

    @Override
    public void removeDirectory(byte[] name) throws HostFileException {
        unlink(name, Flags.AT_REMOVEDIR, "remove the directory");
    }

    private void unlink(byte[] name, int flags, String action) throws HostFileException {
        Place child = placeOf(name);
        try (Frame frame = enter()) {
            Outcome.check(DirectoryCalls.unlinkat(frame, frame.text(name), flags), action, child);
        }
    }

    private Place placeOf(byte[] name) {
        return place().child(FileNames.check(name));
    }

    private static void checkTarget(byte[] target) {
        boolean bad = target.length == 0;
        for (byte b : target) {
            bad |= b == 0;
        }
        if (bad) {
            throw new IllegalArgumentException("no target for a symbolic link: " + FileNames.display(target));
        }
    }
}
