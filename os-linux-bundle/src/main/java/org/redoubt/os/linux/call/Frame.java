package org.redoubt.os.linux.call;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.redoubt.api.os.HostFileException;

/**
 * One thread's use of a descriptor, with the memory its calls need. The descriptor stays open until the frame is closed; the memory
 * goes back to its pool then, as getting memory anew would cost as much as the call itself.
 */
public final class Frame implements AutoCloseable {

    /** More than the longest path and the longest link, with a NUL. */
    private static final int TEXT = 4096 + 64;

    private static final int OUT = 4096;
    private static final int BULK = 128 << 10;

    private final Frames pool;
    private final MemorySegment capture;
    private final MemorySegment text;
    private final MemorySegment other;
    private final MemorySegment out;
    private MemorySegment bulk = MemorySegment.NULL;
    private Optional<Descriptor> descriptor = Optional.empty();

    Frame(Frames pool) {
        this.pool = pool;
        Arena arena = Arena.ofAuto();
        this.capture = arena.allocate(Linking.CAPTURE);
        this.text = arena.allocate(TEXT);
        this.other = arena.allocate(TEXT);
        this.out = arena.allocate(OUT, 16);
    }

    Frame of(Descriptor used) {
        descriptor = used.self();
        return this;
    }

    /** Where the frame comes from. */
    public Frames pool() {
        return pool;
    }

    /** The memory for the error of a call. */
    MemorySegment capture() {
        return capture;
    }

    /** The number of the descriptor; without one, that of the working directory. */
    public int fd() {
        return descriptor.map(Descriptor::number).orElse(Flags.AT_FDCWD);
    }

    /** The bytes as the C library wants them, valid until the next use of this method. */
    public MemorySegment text(byte[] bytes) throws HostFileException {
        return write(bytes, text);
    }

    /** A second text beside the first. */
    public MemorySegment other(byte[] bytes) throws HostFileException {
        return write(bytes, other);
    }

    /** The path of what the descriptor stands for, for calls that open it once more: it leads there whatever becomes of its name. */
    public MemorySegment pathOfItself() throws HostFileException {
        return text(("/proc/self/fd/" + fd()).getBytes(StandardCharsets.US_ASCII));
    }

    /** The path of a name in the directory of this frame, for calls that know no directories: it leads there whatever its path is. */
    public MemorySegment pathOf(byte[] name) throws HostFileException {
        byte[] directory = ("/proc/self/fd/" + fd() + "/").getBytes(StandardCharsets.US_ASCII);
        byte[] path = Arrays.copyOf(directory, directory.length + name.length);
        System.arraycopy(name, 0, path, directory.length, name.length);
        return write(path, text);
    }

    /** Memory of {@value #OUT} bytes for what a call answers or wants in a structure; holds anything before. */
    public MemorySegment out() {
        return out;
    }

    /** Memory of {@value #BULK} bytes for content; holds anything before. */
    public MemorySegment bulk() {
        if (bulk.equals(MemorySegment.NULL)) {
            bulk = Arena.ofAuto().allocate(BULK, 16);
        }
        return bulk;
    }

    @Override
    public void close() {
        Optional<Descriptor> used = descriptor;
        descriptor = Optional.empty();
        pool.giveBack(this);
        used.ifPresent(Descriptor::leave);
    }

    private static MemorySegment write(byte[] bytes, MemorySegment target) throws HostFileException {
        if (bytes.length >= TEXT) {
            throw Errno.ENAMETOOLONG.exception("use a name of " + bytes.length + " bytes");
        }
        MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, 0, bytes.length);
        target.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
        return target;
    }
}
