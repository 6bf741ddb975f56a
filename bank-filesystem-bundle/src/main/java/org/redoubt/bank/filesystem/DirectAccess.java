package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

/** What it takes to read and write whole blocks of files past the page cache, where the platform can do that. Thread-safe. */
final class DirectAccess {
    /** How much is moved at once, besides a block at each end. */
    static final int ROOM = 512 << 10;
    /** Files in larger blocks go through the page cache. */
    static final int LARGEST_BLOCK = 64 << 10;

    /** Memory outside the heap is given back late, so it is used again: as much as all accesses of one bank at once need. */
    private static final BlockingQueue<ByteBuffer> IDLE = new ArrayBlockingQueue<>(8);
    private static final Optional<OpenOption> DIRECT = direct();

    private DirectAccess() {
    }

    /** Found by its name, as it is no part of Java: the compiler warns of it, and not every framework gives it to bundles. */
    private static Optional<OpenOption> direct() {
        try {
            return Stream.of(Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()).filter(option -> option.toString().equals("DIRECT"))
                    .map(OpenOption.class::cast).findFirst();
        } catch (ClassNotFoundException none) {
            return Optional.empty();
        }
    }

    /** Opens a file once more; nothing if that cannot be done so. */
    static Optional<FileChannel> open(Path file, OpenOption how) {
        if (DIRECT.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileChannel.open(file, Set.of(how, LinkOption.NOFOLLOW_LINKS, DIRECT.get())));
        } catch (IOException | UnsupportedOperationException cannot) {
            return Optional.empty();
        }
    }

    /** Memory with room for all that is moved at once, wherever its first whole block begins. */
    static ByteBuffer takeMemory() {
        ByteBuffer idle = IDLE.poll();
        return idle == null ? ByteBuffer.allocateDirect(ROOM + 2 * LARGEST_BLOCK) : idle.clear();
    }

    /** Takes memory back that nobody uses any more. */
    static void giveMemory(ByteBuffer memory) {
        IDLE.offer(memory);
    }
}
