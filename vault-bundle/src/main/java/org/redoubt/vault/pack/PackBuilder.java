package org.redoubt.vault.pack;

import java.util.Arrays;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.ObjectHeader;

/** Collects records into one pack. Not thread-safe. */
public final class PackBuilder {
    private final Area area;
    private final int capacity;
    private final Encoder directory = new Encoder(64 * PackDirectory.ENTRY);
    private byte[] bytes;
    private int size;

    /**
     * @param area what the pack holds
     * @param buffer where it is built; a larger one is taken when it is full
     * @param capacity how long the pack may become
     */
    public PackBuilder(Area area, byte[] buffer, int capacity) {
        this.area = area;
        this.capacity = capacity;
        this.bytes = buffer;
        Encoder header = new Encoder();
        ObjectHeader.PACK.write(header);
        put(header.toBytes(), header.size());
    }

    /** Whether a record of that length still fits. */
    public boolean fits(int record) {
        return (long) size + record + directory.size() + PackDirectory.ENTRY + PackDirectory.TRAILER <= capacity;
    }

    /** Appends a record. */
    public void append(ChunkId id, byte[] record, int length, int raw) {
        id.write(directory);
        directory.u32(size).u32(length).u32(raw);
        put(record, length);
    }

    private void put(byte[] source, int length) {
        if (bytes.length - size < length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max((long) size + length, Math.min(bytes.length * 2L, capacity)));
        }
        System.arraycopy(source, 0, bytes, size, length);
        size += length;
    }

    /** Ends the pack; the builder is of no use afterwards. */
    public SealedPack seal() {
        PackDirectory list = new PackDirectory(directory.toBytes());
        Encoder end = new Encoder(directory.size() + PackDirectory.TRAILER);
        list.write(end, size);
        put(end.toBytes(), end.size());
        return new SealedPack(area, bytes, size, list);
    }
}
