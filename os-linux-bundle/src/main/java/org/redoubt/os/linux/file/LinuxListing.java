package org.redoubt.os.linux.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.Listing;
import org.redoubt.os.linux.call.Descriptor;
import org.redoubt.os.linux.call.FileCalls;
import org.redoubt.os.linux.call.Frame;

/** Reads struct linux_dirent64 after struct linux_dirent64 from a buffer that one call of the kernel fills with many. */
final class LinuxListing implements Listing {

    private static final long NAME = 19;
    private static final long TYPE = 18;
    private static final long LENGTH = 16;

    private final Descriptor descriptor;
    private final Frame frame;
    private final MemorySegment entries;
    private final Place place;
    private long filled;
    private long following;
    private long current = -1;
    private boolean closed;

    /** Takes charge of a descriptor that nothing else uses, as the position in the directory belongs to it. */
    LinuxListing(Descriptor descriptor, Place place) throws HostFileException {
        this.descriptor = descriptor;
        this.frame = descriptor.enter();
        this.entries = frame.bulk();
        this.place = place;
    }

    @Override
    public boolean next() throws HostFileException {
        do {
            if (following == filled && !fill()) {
                current = -1;
                return false;
            }
            current = following;
            following += Short.toUnsignedInt(entries.get(JAVA_SHORT_UNALIGNED, current + LENGTH));
        } while (isSelfOrParent());
        return true;
    }

    @Override
    public byte[] name() {
        long start = entry() + NAME;
        long end = start;
        while (entries.get(JAVA_BYTE, end) != 0) {
            end++;
        }
        byte[] name = new byte[(int) (end - start)];
        MemorySegment.copy(entries, JAVA_BYTE, start, name, 0, name.length);
        return name;
    }

    @Override
    public FileType type() {
        return Types.ofNumber(entries.get(JAVA_BYTE, entry() + TYPE));
    }

    @Override
    public long inode() {
        return entries.get(JAVA_LONG_UNALIGNED, entry());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            current = -1;
            following = filled;
            frame.close();
            descriptor.close();
        }
    }

    private boolean fill() throws HostFileException {
        if (closed) {
            throw Descriptor.closed("list " + place);
        }
        filled = Outcome.check(FileCalls.getdents(frame, entries, entries.byteSize()), "list", place);
        following = 0;
        return filled > 0;
    }

    private long entry() {
        if (current < 0) {
            throw new IllegalStateException("the listing is on no entry");
        }
        return current;
    }

    private boolean isSelfOrParent() {
        if (entries.get(JAVA_BYTE, current + NAME) != '.') {
            return false;
        }
        byte second = entries.get(JAVA_BYTE, current + NAME + 1);
        return second == 0 || second == '.' && entries.get(JAVA_BYTE, current + NAME + 2) == 0;
    }
}
