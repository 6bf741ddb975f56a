package org.redoubt.vault.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.vault.chunk.ChunkId;

/** Writes a segment row by row, in order. For one thread of the vault, which nobody interrupts. */
final class SegmentWriter implements AutoCloseable {
    private static final int BUFFERED = 1024;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED * Segment.ROW);
    private final Filter filter;
    private final long[] fences;
    private final int count;
    private int written;

    /**
     * @param directory where the file goes; nobody else finds it there once it is written
     * @param count how many rows will come
     */
    SegmentWriter(Path directory, int count) throws IOException {
        this.count = count;
        this.filter = new Filter(count);
        this.fences = new long[(int) ((count + (long) Segment.GROUP - 1) / Segment.GROUP)];
        Files.createDirectories(directory);
        this.file = Files.createTempFile(directory, "redoubt-index-", ".tmp");
        this.channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    void append(ChunkId id, Found found) throws IOException {
        if (written % Segment.GROUP == 0) {
            fences[written / Segment.GROUP] = id.a();
        }
        filter.add(id);
        Location place = found.place();
        buffer.putLong(id.a()).putLong(id.b()).putLong(id.c()).putLong(id.d()).putInt(found.number())
                .putInt(place.pack()).putInt(place.offset()).putInt(place.stored()).putInt(place.raw());
        if (!buffer.hasRemaining()) {
            drain();
        }
        written++;
    }

    private void drain() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** What was written, when all rows have come. */
    Segment finish() throws IOException {
        drain();
        List<MappedByteBuffer> windows = new ArrayList<>();
        for (long row = 0; row < count; row += Segment.WINDOW) {
            windows.add(channel.map(FileChannel.MapMode.READ_ONLY, row * Segment.ROW, Math.min(Segment.WINDOW, count - row) * Segment.ROW));
        }
        return new Segment(List.copyOf(windows), fences, filter, count);
    }

    /** The mappings stay; the file has no name any more, so it is gone with the process whatever becomes of that. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.delete(file);
        }
    }
}
