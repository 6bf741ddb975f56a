package org.redoubt.os.linux.file;

import java.lang.foreign.MemorySegment;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.os.linux.call.Descriptor;
import org.redoubt.os.linux.call.DirectoryCalls;
import org.redoubt.os.linux.call.Errno;
import org.redoubt.os.linux.call.Flags;
import org.redoubt.os.linux.call.Frame;
import org.redoubt.os.linux.call.Frames;

/** Opens names in the directory of a frame, and sees to it that what was opened is of the type that was meant. */
final class Opener {

    private static final int DIRECTORY = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_CLOEXEC;

    /** Never to wait for the other end of a FIFO, and never to make a terminal the one of this process. */
    private static final int FILE = Flags.O_NONBLOCK | Flags.O_NOCTTY | Flags.O_CLOEXEC;

    private static final String OPEN_FILE = "open the file";

    private final Frames frames;

    Opener(Frames frames) {
        this.frames = frames;
    }

    LinuxDirectory directory(Frame frame, byte[] name, int links, Place place) throws HostFileException {
        return new LinuxDirectory(this, directoryDescriptor(frame, name, links, place), place);
    }

    Descriptor directoryDescriptor(Frame frame, byte[] name, int links, Place place) throws HostFileException {
        return new Descriptor(frames, Outcome.check(quiet(frame, name, DIRECTORY | links), "open the directory", place));
    }

    LinuxFile newFile(Frame frame, byte[] name, int mode, Place place) throws HostFileException {
        int flags = FILE | Flags.O_RDWR | Flags.O_CREAT | Flags.O_EXCL | Flags.O_NOFOLLOW;
        int number = Outcome.check(DirectoryCalls.openat(frame, frame.text(name), flags, mode), "create the file", place);
        return new LinuxFile(new Descriptor(frames, number), place, false, Access.READ_WRITE);
    }

    LinuxFile file(Frame frame, byte[] name, Access access, int flags, boolean devices, Place place) throws HostFileException {
        int outcome = open(frame, name, access, FILE | flags);
        if (Errno.EAGAIN.is(outcome)) {
            outcome = waitForLease(frame, name, access, FILE | flags, place);
        }
        Descriptor descriptor = new Descriptor(frames, Outcome.check(outcome, OPEN_FILE, place));
        try {
            FileType type = typeOf(descriptor, place);
            if (type == FileType.REGULAR || devices && type == FileType.BLOCK_DEVICE) {
                return new LinuxFile(descriptor, place, type == FileType.BLOCK_DEVICE, access);
            }
            Errno why = type == FileType.DIRECTORY ? Errno.EISDIR : Errno.ENXIO;
            throw why.exception(OPEN_FILE + " " + place);
        } catch (HostFileException | RuntimeException unusable) {
            descriptor.close();
            throw unusable;
        }
    }

    private static int open(Frame frame, byte[] name, Access access, int flags) throws HostFileException {
        return switch (access) {
            case READ -> quiet(frame, name, flags | Flags.O_RDONLY);
            case READ_WRITE -> DirectoryCalls.openat(frame, frame.text(name), flags | Flags.O_RDWR, 0);
        };
    }

    /**
     * For a file that another process holds a lease on, as file servers do for their clients: the kernel asks it to let go, and does
     * not wait for that unless told to. To wait is safe only once it is certain that the file is no FIFO.
     */
    private static int waitForLease(Frame frame, byte[] name, Access access, int flags, Place place) throws HostFileException {
        try (Identity file = Identity.of(frame, name, flags & Flags.O_NOFOLLOW, OPEN_FILE, place)) {
            int waiting = flags & ~(Flags.O_NONBLOCK | Flags.O_NOFOLLOW);
            return open(file.frame(), file.pathBytes(), access, file.type() == FileType.REGULAR ? waiting : flags);
        }
    }

    /** Without a trace in the access time, if the kernel permits that for this file: it does to its owner and to root. */
    private static int quiet(Frame frame, byte[] name, int flags) throws HostFileException {
        MemorySegment text = frame.text(name);
        int outcome = DirectoryCalls.openat(frame, text, flags | Flags.O_NOATIME, 0);
        return Errno.EPERM.is(outcome) ? DirectoryCalls.openat(frame, text, flags, 0) : outcome;
    }

    private static FileType typeOf(Descriptor descriptor, Place place) throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            return LinuxHandle.status(frame, place).type();
        }
    }
}
