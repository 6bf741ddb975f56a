package org.redoubt.vault.pack;

import java.util.Arrays;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.seal.Gcm;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.wire.Encoder;

/**
 * Seals records into one pack. Its keys are its own, and each record is sealed where it comes to stand, so no place is ever used
 * twice under them. What was begun is put as it is or thrown away, never gone on with. Not thread-safe.
 */
public final class PackBuilder {
    private final Area area;
    private final ObjectKey key;
    private final int capacity;
    private final Gcm gcm = new Gcm();
    private final Encoder directory = new Encoder(64 * PackDirectory.ENTRY);
    private byte[] bytes;
    private int size;

    /**
     * @param area what the pack holds
     * @param key the keys of this pack and no other
     * @param buffer where it is built; a larger one is taken when it is full
     * @param capacity how long the pack may become
     */
    public PackBuilder(Area area, ObjectKey key, byte[] buffer, int capacity) {
        this.area = area;
        this.key = key;
        this.capacity = capacity;
        this.bytes = buffer;
        put(key.header());
    }

    /** Whether a record of that length still fits. */
    public boolean fits(int record) {
        return (long) size + record + Gcm.TAG + PackDirectory.sealedLength(directory.size() + PackDirectory.ENTRY) <= capacity;
    }

    /** Seals a record and appends it. */
    public void append(ChunkId id, byte[] record, int length, int raw) {
        id.write(directory);
        directory.u32(size).u32(length + Gcm.TAG).u32(raw);
        room(length + Gcm.TAG);
        size += gcm.seal(key.content(), 0, size, id.bytes(), record, 0, length, bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, (int) Math.max((long) size + more, Math.min(bytes.length * 2L, capacity)));
        }
    }

    private void put(byte[] source) {
        room(source.length);
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
    }

    /** Ends the pack; the builder is of no use afterwards. */
    public SealedPack seal() {
        PackDirectory list = new PackDirectory(directory.toBytes());
        Encoder end = new Encoder(directory.size() + 256);
        list.write(end, key, size);
        put(end.toBytes());
        return new SealedPack(area, key.salt(), bytes, size, list);
    }
}
