package org.redoubt.vault.stream;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.store.PackCheck;
import org.redoubt.vault.store.Sweep;

/**
 * Checks contents and tells all that is damaged of them: reads every byte, in the order of packs, or only some chunks, or none. For one thread.
 */
public final class ContentCheck {
    private final ChunkSource chunks;
    private final NodeSource nodes;
    private final Consumer<Damage> damage;
    private final LongConsumer progress;
    private final PackCheck packs;
    private final Predicate<ChunkId> reads;
    private final Passed passed;
    private final boolean whole;
    private final PieceWindow<Asked> window = new PieceWindow<>();

    /** Is told chunks that nobody knows to be lost. */
    public interface Passed {
        /** So many bytes of the contents stand in a chunk; none if it is no data. */
        void passed(ChunkId id, long bytes);
    }

    /**
     * @param chunks where chunks are
     * @param damage told each damaged part
     * @param progress told bytes that were read
     */
    public ContentCheck(ChunkSource chunks, Consumer<Damage> damage, LongConsumer progress) {
        this(chunks, damage, progress, id -> true, (id, bytes) -> { }, true);
    }

    private ContentCheck(ChunkSource chunks, Consumer<Damage> damage, LongConsumer progress, Predicate<ChunkId> reads, Passed passed, boolean whole) {
        this.reads = reads;
        this.passed = passed;
        this.whole = whole;
        this.chunks = chunks;
        this.damage = damage;
        this.progress = progress;
        this.packs = chunks.check();
        this.nodes = new NodeSource(chunks, this::good);
    }

    /** A check that reads lists of chunks, and of these only whether they are known to be lost. */
    public static ContentCheck ofLists(ChunkSource chunks, Consumer<Damage> damage, Passed passed) {
        return new ContentCheck(chunks, damage, read -> { }, id -> false, passed, false);
    }

    /** A check that reads some chunks, and no packs besides. */
    public static ContentCheck ofSome(ChunkSource chunks, Consumer<Damage> damage, LongConsumer progress, Predicate<ChunkId> reads) {
        return new ContentCheck(chunks, damage, progress, reads, (id, bytes) -> { }, false);
    }

    /** Nodes, of which each counts as read when it comes from here. */
    public NodeSource nodes() {
        return nodes;
    }

    /** A chunk was read by somebody else and is good. */
    public void good(ChunkId id) {
        packs.good(id);
        passed.passed(id, 0);
    }

    private record Asked(String entry, long offset, Piece.Data piece) {
    }

    /** Checks one content; {@link #finish()} has to follow the last one. */
    public void check(String entry, Content content) throws VaultException {
        PieceCursor cursor = new PieceCursor(nodes, content, 0);
        boolean more = true;
        while (more) {
            try {
                Optional<PieceCursor.Placed> next = cursor.next();
                more = next.isPresent();
                if (more && next.get().piece() instanceof Piece.Data data) {
                    ask(entry, next.get().offset(), data);
                }
            } catch (VaultException e) {
                tell(e, entry, cursor.brokenOffset(), cursor.brokenLength());
            }
        }
    }

    private void ask(String entry, long offset, Piece.Data piece) throws VaultException {
        if (!reads.test(piece.chunk())) {
            Optional<VaultException> lost = chunks.lost(piece.chunk());
            if (lost.isPresent()) {
                tell(lost.get(), entry, offset, piece.length());
            } else {
                passed.passed(piece.chunk(), piece.length());
            }
            return;
        }
        if (packs.known(piece.chunk()) && piece.offset() == 0) {
            progress.accept(piece.length());
            return;
        }
        window.add(piece.chunk(), new Asked(entry, offset, piece));
        if (window.isFull()) {
            answer();
        }
    }

    private void answer() throws VaultException {
        List<ChunkId> ids = window.chunks();
        int[] lengths = new int[ids.size()];
        List<Integer> missed;
        try (Sweep sweep = chunks.sweep((number, chunk) -> lengths[number] = chunk.remaining())) {
            missed = sweep.<VaultException>get(ids, numbers -> numbers.forEach(number -> good(number, lengths[number])));
        }
        for (int number : missed) {
            try {
                good(number, chunks.read(ids.get(number)).length);
            } catch (VaultException e) {
                for (Asked piece : window.of(number)) {
                    tell(e, piece.entry(), piece.offset(), piece.piece().length());
                }
            }
        }
        window.clear();
    }

    private void good(int number, int length) {
        for (Asked asked : window.of(number)) {
            Piece.Data piece = asked.piece();
            if (piece.offset() + piece.length() > length) {
                damage.accept(new Damage(asked.entry(), asked.offset(), piece.length(), "chunk " + piece.chunk(),
                        "The stream refers to more bytes than the chunk has."));
            }
            packs.good(piece.chunk());
            progress.accept(piece.length());
        }
    }

    /** Waits for the last answers, and checks the packs as objects. */
    public void finish() throws VaultException {
        answer();
        if (whole) {
            packs.checkPacks(wrong -> tell(wrong, "", 0, 0));
        }
    }

    private void tell(VaultException e, String entry, long offset, long length) throws VaultException {
        if (e.kind() != ProblemKind.DAMAGED) {
            throw e;
        }
        damage.accept(new Damage(entry, offset, length, e.problem().subject().orElse(""), e.problem().message()));
    }
}
