package org.redoubt.os.linux.file;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.os.linux.call.Descriptor;
import org.redoubt.os.linux.call.DirectoryCalls;
import org.redoubt.os.linux.call.Flags;
import org.redoubt.os.linux.call.Frame;

/**
 * A hold on a file of any type that neither reads nor writes it. It has a path that leads to this very file whatever becomes of its
 * name, for calls that know only paths.
 */
final class Identity implements AutoCloseable {

    private static final int HOLD = Flags.O_PATH | Flags.O_CLOEXEC;

    private final Descriptor descriptor;
    private final Frame frame;
    private final Place place;

    private Identity(Descriptor descriptor, Place place) throws HostFileException {
        this.descriptor = descriptor;
        this.frame = descriptor.enter();
        this.place = place;
    }

    /** Takes hold of a name in the directory of a frame; links are followed or not as the flags say. */
    static Identity of(Frame directory, byte[] name, int links, String action, Place place) throws HostFileException {
        int number = Outcome.check(DirectoryCalls.openat(directory, directory.text(name), HOLD | links, 0), action, place);
        return new Identity(new Descriptor(directory.pool(), number), place);
    }

    FileType type() throws HostFileException {
        return LinuxHandle.status(frame, place).type();
    }

    Frame frame() {
        return frame;
    }

    MemorySegment path() throws HostFileException {
        return frame.pathOfItself();
    }

    byte[] pathBytes() {
        return ("/proc/self/fd/" + frame.fd()).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        frame.close();
        descriptor.close();
    }
}
