package org.redoubt.vault.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Chunker;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.ChunkTable;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.pack.SealedPack;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.work.Workers;

/**
 * Where a session stores chunks: names them, leaves out what the vault has, compresses and packs the rest. What is handed over
 * and not stored yet is bounded; a caller waits before it hands over more. Thread-safe.
 */
public final class ChunkSink implements AutoCloseable {
    /** How long the buffers of batches are. */
    public static final int WINDOW = 1 << 20;
    // So many take 30 megabytes until they are flushed.
    private static final int MOST_FRESH = 1 << 18;
    private static final Location NOWHERE = new Location(0, 0, 0, 0);

    private final Backing backing;
    private final long[] gear;
    private final PackWriter packs;
    private final Publisher publisher;
    private final Unnamed unnamed;
    private final Health health = new Health();
    private final Pending batches = new Pending();
    private final Semaphore slots;
    private final ChunkTable fresh = new ChunkTable();
    private final ConcurrentLinkedQueue<byte[]> buffers = new ConcurrentLinkedQueue<>();
    private final AtomicLong handedOver = new AtomicLong();
    private final AtomicLong flushed = new AtomicLong();
    private final AtomicLong logicalBytes = new AtomicLong();
    private final AtomicLong newBytes = new AtomicLong();

    /**
     * @param backing what chunks are stored in
     * @param packSize how long a pack may become
     * @param retention how long packs stay at least
     */
    public ChunkSink(Backing backing, int packSize, Retention retention) {
        this.backing = backing;
        this.gear = backing.keyring().gear();
        this.unnamed = new Unnamed(backing);
        this.packs = new PackWriter(backing, packSize, retention, health);
        this.publisher = new Publisher(backing, packs, health);
        this.slots = new Semaphore(2 * backing.workers().threads() + 2);
    }

    /** Cuts one sequence of bytes as this vault does. */
    public Chunker chunker() {
        return new Chunker(gear);
    }

    /** A buffer of full length for a batch. */
    public byte[] buffer() {
        byte[] free = buffers.poll();
        return free == null ? new byte[WINDOW] : free;
    }

    /** Throws what made this session unable to write, if anything did. */
    public void check() throws VaultException {
        Workers.checkInterrupt();
        health.check();
    }

    /**
     * Waits until there is room for one more batch; {@link #submit} has to follow. What was handed over before is flushed when it is so much
     * that remembering it would take too much memory.
     *
     * @throws VaultException if the session failed, or the caller was interrupted while it waited; then nothing follows
     */
    public void reserve() throws VaultException {
        check();
        if (fresh.count() >= MOST_FRESH) {
            flush();
        }
        packs.awaitRoom();
        try {
            slots.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.cancelled();
        }
    }

    /** Hands over a batch of data, for which there is room. */
    public void submit(Batch batch) {
        run(batch.done(), () -> {
            try {
                store(batch);
            } finally {
                free(batch.takeBuffer());
            }
        });
    }

    private interface Work {
        void run() throws VaultException;
    }

    /**
     * Runs work that has a slot. It is known as pending before it begins: a flush of another thread may depend on a chunk that
     * this work claims, and has to wait for it.
     */
    private void run(CompletableFuture<Void> done, Work work) {
        batches.add(done);
        handedOver.incrementAndGet();
        backing.workers().compute(() -> {
            work.run();
            return null;
        }).whenComplete((nothing, error) -> {
            slots.release();
            if (error == null) {
                done.complete(null);
            } else {
                health.fail(error);
                done.completeExceptionally(error);
            }
        });
    }

    private void free(byte[] buffer) {
        if (buffer.length == WINDOW && buffers.size() < backing.workers().threads() * 2) {
            buffers.add(buffer);
        }
    }

    private void store(Batch batch) throws VaultException {
        health.check();
        try (Codecs.Loan loan = backing.codecs().lend()) {
            RecordCodec codec = loan.codec();
            for (int i = 0; i < batch.count(); i++) {
                ChunkId id = codec.identify(Area.DATA, batch.buffer(), batch.offset(i), batch.length(i));
                batch.name(i, id);
                if (claim(id)) {
                    newBytes.addAndGet(batch.length(i));
                    append(codec, Area.DATA, id, batch.buffer(), batch.offset(i), batch.length(i));
                }
            }
        }
    }

    /**
     * Stores a piece of metadata.
     *
     * @return its name
     */
    public ChunkId metadata(byte[] bytes) throws VaultException {
        ChunkId id = metadataId(bytes);
        if (has(id)) {
            return id;
        }
        // Claimed only by the work itself: a claim that is not kept would be taken for a stored chunk.
        reserve();
        run(new CompletableFuture<>(), () -> {
            if (claim(id)) {
                try (Codecs.Loan loan = backing.codecs().lend()) {
                    append(loan.codec(), Area.METADATA, id, bytes, 0, bytes.length);
                }
            }
        });
        return id;
    }

    private ChunkId metadataId(byte[] bytes) {
        try (Codecs.Loan loan = backing.codecs().lend()) {
            return loan.codec().identify(Area.METADATA, bytes, 0, bytes.length);
        }
    }

    private void append(RecordCodec codec, Area area, ChunkId id, byte[] bytes, int offset, int length) {
        int stored = codec.encode(bytes, offset, length);
        packs.append(area, id, codec.record(), stored, length);
    }

    /** Begins to store a whole pack that was sealed before with keys of this vault. */
    void bring(SealedPack pack, String sha256) throws VaultException, FormatException {
        check();
        if (fresh.count() >= MOST_FRESH) {
            flush();
        }
        packs.awaitRoom();
        packs.bring(pack, sha256);
        handedOver.incrementAndGet();
        claim(pack.area(), pack.directory());
    }

    /** A pack of this bank with the same bytes as one of another bank with this vault, that no index object names. */
    Optional<PackName> arrived(Run.PackEntry pack) throws VaultException {
        return unnamed.take(pack);
    }

    /** Takes a whole pack that has arrived for one that this session has stored. */
    void adopt(Run.PackEntry pack, PackDirectory directory) throws VaultException, FormatException {
        check();
        packs.adopt(pack, directory);
        handedOver.incrementAndGet();
        claim(pack.name().area(), directory);
    }

    private void claim(Area area, PackDirectory directory) throws FormatException {
        directory.forEach((id, offset, stored, raw) -> {
            if (claim(id) && area == Area.DATA) {
                newBytes.addAndGet(raw);
            }
        });
    }

    /** Begins to store records that were opened elsewhere; complete when that is done. */
    CompletableFuture<Void> bring(Records records) throws VaultException {
        reserve();
        CompletableFuture<Void> done = new CompletableFuture<>();
        run(done, () -> records.give((area, id, record, length, raw) -> {
            if (claim(id)) {
                newBytes.addAndGet(area == Area.DATA ? raw : 0);
                packs.append(area, id, record, length, raw);
            }
        }));
        return done;
    }

    /** Whether what is sealed with keys of a ring in an epoch can be opened with the keys of this vault. */
    boolean opens(Keyring other, int epoch) {
        return backing.keyring().shares(other, epoch);
    }

    private boolean claim(ChunkId id) {
        return !backing.catalogue().refer(id) && fresh.add(id, NOWHERE);
    }

    /** Begins to refer to a chunk, if it is in the vault and stays there, or will be there when this session flushes. */
    public boolean has(ChunkId id) {
        return backing.catalogue().refer(id) || fresh.find(id) >= 0;
    }

    /** Counts bytes that a caller gave. */
    public void count(long bytes) {
        logicalBytes.addAndGet(bytes);
    }

    /** Whether something was handed over that may not be believed yet. */
    public boolean dirty() {
        return handedOver.get() != flushed.get();
    }

    /** Makes all that was handed over durable and believed: first the packs, then the runs that name them. */
    public void flush() throws VaultException {
        check();
        long before = handedOver.get();
        batches.await();
        packs.sealAll();
        packs.awaitPuts();
        publisher.publish();
        // The index has them all now. What other threads added meanwhile may be stored once more; that harms nothing.
        fresh.clear();
        flushed.set(before);
    }

    /** Bytes that callers gave. */
    public long logicalBytes() {
        return logicalBytes.get();
    }

    /** Those of them that the vault did not have. */
    public long newBytes() {
        return newBytes.get();
    }

    /** What was put into the bank. */
    public long storedBytes() {
        return packs.storedBytes() + publisher.storedBytes();
    }

    /** Stores nothing more. What was not flushed is not believed by anybody. */
    @Override
    public void close() {
        health.fail(Failures.closed("session"));
    }
}
