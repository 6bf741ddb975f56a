package org.redoubt.os.linux.file;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Optional;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.DataExtent;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.os.linux.call.Descriptor;
import org.redoubt.os.linux.call.Errno;
import org.redoubt.os.linux.call.FileCalls;
import org.redoubt.os.linux.call.Flags;
import org.redoubt.os.linux.call.Frame;

/** An open regular file or block device. */
final class LinuxFile extends LinuxHandle implements OpenFile {

    private static final String READ = "read";
    private static final String WRITE = "write";

    private final boolean device;
    private final Optional<UncachedDescriptor> uncached;

    /** @param access what the descriptor is open for */
    LinuxFile(Descriptor descriptor, Place place, boolean device, Access access) {
        super(descriptor, place);
        this.device = device;
        this.uncached = access == Access.READ_WRITE ? Optional.of(new UncachedDescriptor(descriptor)) : Optional.empty();
    }

    @Override
    public long size() throws HostFileException {
        try (Frame frame = descriptor().enter()) {
            return size(frame);
        }
    }

    private long size(Frame frame) throws HostFileException {
        if (!device) {
            return status(frame, place()).size();
        }
        Outcome.check(FileCalls.ioctl(frame, Flags.BLKGETSIZE64, frame.out()), "read the size of", place());
        return frame.out().get(JAVA_LONG, 0);
    }

    @Override
    public int read(long offset, ByteBuffer target) throws HostFileException {
        if (target.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        checkOffset(offset);
        if (!target.hasRemaining()) {
            return 0;
        }
        try (Frame frame = descriptor().enter()) {
            MemorySegment room = MemorySegment.ofBuffer(target);
            MemorySegment memory = room.isNative() ? room : frame.bulk();
            long wanted = Math.min(room.byteSize(), memory.byteSize());
            int count = (int) Outcome.check(FileCalls.pread(frame, memory, wanted, offset), READ, place());
            if (!room.isNative()) {
                MemorySegment.copy(memory, 0, room, 0, count);
            }
            target.position(target.position() + count);
            return count == 0 ? -1 : count;
        }
    }

    @Override
    public void write(long offset, ByteBuffer source) throws HostFileException {
        checkOffset(offset);
        try (Frame frame = descriptor().enter()) {
            long at = offset;
            while (source.hasRemaining()) {
                MemorySegment bytes = MemorySegment.ofBuffer(source);
                MemorySegment memory = bytes.isNative() ? bytes : frame.bulk();
                long wanted = Math.min(bytes.byteSize(), memory.byteSize());
                if (!bytes.isNative()) {
                    MemorySegment.copy(bytes, 0, memory, 0, wanted);
                }
                int count = (int) Outcome.check(FileCalls.pwrite(frame, memory, wanted, at), WRITE, place());
                if (count == 0) {
                    throw Errno.ENOSPC.exception(WRITE + " " + place());
                }
                source.position(source.position() + count);
                at += count;
            }
        }
    }

    @Override
    public void writeUncached(long offset, ByteBuffer source) throws HostFileException {
        OpenFile.checkBlocks(offset, source);
        long written = 0;
        if (uncached.isPresent()) {
            written = uncached.get().write(offset, MemorySegment.ofBuffer(source));
            source.position(source.position() + (int) written);
        }
        write(offset + written, source);
    }

    @Override
    public void close() {
        uncached.ifPresent(UncachedDescriptor::close);
        super.close();
    }

    @Override
    public void resize(long size) throws HostFileException {
        checkOffset(size);
        try (Frame frame = descriptor().enter()) {
            Outcome.check(FileCalls.ftruncate(frame, size), "resize", place());
        }
    }

    @Override
    public Optional<DataExtent> nextData(long offset) throws HostFileException {
        checkOffset(offset);
        try (Frame frame = descriptor().enter()) {
            long start = FileCalls.lseek(frame, offset, Flags.SEEK_DATA);
            if (Errno.ENXIO.is(start)) {
                return Optional.empty();
            }
            if (Errno.EINVAL.is(start) || Errno.EOPNOTSUPP.is(start)) {
                return rest(offset, size(frame));
            }
            Outcome.check(start, READ, place());
            long end = FileCalls.lseek(frame, start, Flags.SEEK_HOLE);
            return Errno.ENXIO.is(end) ? Optional.empty() : rest(start, Outcome.check(end, READ, place()));
        }
    }

    @Override
    public void punch(long offset, long length) throws HostFileException {
        checkOffset(offset);
        if (length <= 0) {
            throw new IllegalArgumentException("no length: " + length);
        }
        try (Frame frame = descriptor().enter()) {
            Outcome.check(FileCalls.fallocate(frame, Flags.FALLOC_FL_PUNCH_HOLE | Flags.FALLOC_FL_KEEP_SIZE, offset, length),
                    "make a hole in", place());
        }
    }

    @Override
    public void cloneFrom(OpenFile source) throws HostFileException {
        if (!(source instanceof LinuxFile original)) {
            throw new IllegalArgumentException("the file is of another service: " + source);
        }
        try (Frame from = original.descriptor().enter(); Frame to = descriptor().enter()) {
            int outcome = FileCalls.ioctlNumber(to, Flags.FICLONE, from.fd());
            if (Errno.EINVAL.is(outcome) && copiesOnWriteLike(from, to)) {
                outcome = FileCalls.ioctlNumber(to, Flags.FICLONE, from.fd());
            }
            if (Errno.EINVAL.is(outcome)) {
                throw new HostFileException(HostFileException.Kind.UNSUPPORTED, Errno.EINVAL.name(), cloning(original));
            }
            if (outcome < 0) {
                throw Errno.exception(outcome, cloning(original));
            }
        }
    }

    /** On btrfs a file that is not copied on write, as images often are, shares content only with its like. */
    private static boolean copiesOnWriteLike(Frame original, Frame clone) {
        int wanted = flags(original) & Flags.FS_NOCOW_FL;
        int present = flags(clone);
        if ((present & Flags.FS_NOCOW_FL) == wanted) {
            return false;
        }
        clone.out().set(JAVA_INT, 0, present ^ Flags.FS_NOCOW_FL);
        return FileCalls.ioctl(clone, Flags.FS_IOC_SETFLAGS, clone.out()) == 0;
    }

    private static int flags(Frame frame) {
        frame.out().set(JAVA_INT, 0, 0);
        return FileCalls.ioctl(frame, Flags.FS_IOC_GETFLAGS, frame.out()) == 0 ? frame.out().get(JAVA_INT, 0) : 0;
    }

    private String cloning(LinuxFile original) {
        return "clone " + original.place() + " as " + place();
    }

    private static Optional<DataExtent> rest(long start, long end) {
        return start < end ? Optional.of(new DataExtent(start, end - start)) : Optional.empty();
    }

    private static void checkOffset(long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("negative: " + offset);
        }
    }
}
