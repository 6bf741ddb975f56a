package org.redoubt.plugin.volume.image;

import java.nio.ByteBuffer;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.plugin.volume.content.ContentReader;
import org.redoubt.plugin.volume.content.ContentSink;
import org.redoubt.plugin.volume.content.WholeChecksum;

/** Takes an image or a device into the vault, without its holes, and sums it up as a whole. For one use. */
public final class ImageCapture {
    private static final long STEP = 64 << 20;

    private final OperationContext context;
    private final DataWriter writer;
    private final long size;
    private final WholeChecksum checksum;
    private long bytes;

    /**
     * @param context told of progress
     * @param writer where it goes; committed by the caller
     * @param size its size when it was opened
     */
    public ImageCapture(OperationContext context, DataWriter writer, long size) {
        this.context = context;
        this.writer = writer;
        this.size = size;
        this.checksum = new WholeChecksum(size);
    }

    /**
     * Takes the image.
     *
     * @param file what to read
     * @return where reading ended: less than the size if the file has become shorter
     */
    public long take(OpenFile file) throws HostFileException, RedoubtException {
        return new ContentReader().read(file, size, true, new ContentSink() {
            @Override
            public void data(long offset, ByteBuffer content) throws RedoubtException {
                context.checkCancelled();
                int count = content.remaining();
                checksum.add(offset, content);
                writer.write(offset, content);
                bytes += count;
                context.progress().advance(count);
            }

            @Override
            public void hole(long offset, long length) throws RedoubtException {
                writer.hole(offset, length);
                for (long at = offset; at < offset + length; at += STEP) {
                    context.checkCancelled();
                    long end = Math.min(offset + length, at + STEP);
                    context.progress().advance(end - at);
                }
            }
        });
    }

    /** How many bytes were taken, without those of holes. */
    public long bytes() {
        return bytes;
    }

    /** The checksum of what was taken. */
    public String crc32c() {
        return checksum.hex();
    }
}
