package org.redoubt.os.linux.file;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import org.redoubt.os.linux.call.Flags;
import org.redoubt.os.linux.call.Frame;

/** Times of files as the two struct timespec that the kernel takes: of access first, then of modification. */
final class Times {

    private static final int MODIFIED = 16;

    private Times() {}

    static MemorySegment modified(Frame frame, Instant modified) {
        MemorySegment times = frame.out();
        times.set(JAVA_LONG, 0, 0);
        times.set(JAVA_LONG, 8, Flags.UTIME_OMIT);
        return put(times, MODIFIED, modified);
    }

    static MemorySegment both(Frame frame, Instant accessed, Instant modified) {
        return put(put(frame.out(), 0, accessed), MODIFIED, modified);
    }

    private static MemorySegment put(MemorySegment times, int offset, Instant time) {
        times.set(JAVA_LONG, offset, time.getEpochSecond());
        times.set(JAVA_LONG, offset + 8, time.getNano());
        return times;
    }
}
