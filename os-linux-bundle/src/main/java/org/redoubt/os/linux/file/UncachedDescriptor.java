package org.redoubt.os.linux.file;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.redoubt.api.os.HostFileException;
import org.redoubt.os.linux.call.Descriptor;
import org.redoubt.os.linux.call.DirectoryCalls;
import org.redoubt.os.linux.call.Errno;
import org.redoubt.os.linux.call.FileCalls;
import org.redoubt.os.linux.call.Flags;
import org.redoubt.os.linux.call.Frame;

/** A second descriptor of an open file, which writes past the page cache; opened when it is first needed, and not where that is refused. Thread-safe. */
final class UncachedDescriptor implements AutoCloseable {

    private static final int DIRECT = Flags.O_WRONLY | Flags.O_DIRECT | Flags.O_NONBLOCK | Flags.O_NOCTTY | Flags.O_CLOEXEC;

    private final Descriptor cached;
    private Optional<Descriptor> opened = Optional.empty();
    private boolean refused;

    /** @param cached what is open for writing */
    UncachedDescriptor(Descriptor cached) {
        this.cached = cached;
    }

    /** Writes as much as it can, and says how much: why it was not all of it the page cache tells, if that refuses it, too. */
    long write(long offset, MemorySegment bytes) throws HostFileException {
        Optional<Descriptor> direct = descriptor();
        if (direct.isEmpty()) {
            return 0;
        }
        try (Frame frame = direct.get().enter()) {
            long count = FileCalls.pwrite(frame, bytes, bytes.byteSize(), offset);
            if (Errno.EINVAL.is(count) || Errno.EOPNOTSUPP.is(count)) {
                refuse();
            }
            return Math.max(0, count);
        }
    }

    private synchronized Optional<Descriptor> descriptor() throws HostFileException {
        if (opened.isEmpty() && !refused) {
            try (Frame frame = cached.enter()) {
                int number = DirectoryCalls.openat(frame, frame.pathOfItself(), DIRECT, 0);
                refused = number < 0;
                opened = refused ? Optional.empty() : Optional.of(new Descriptor(frame.pool(), number));
            }
        }
        return refused ? Optional.empty() : opened;
    }

    /** Some file systems refuse only here what they cannot do. */
    private synchronized void refuse() {
        refused = true;
    }

    @Override
    public synchronized void close() {
        refused = true;
        opened.ifPresent(Descriptor::close);
    }
}
