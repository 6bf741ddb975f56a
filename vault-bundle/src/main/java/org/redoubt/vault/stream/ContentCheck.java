package org.redoubt.vault.stream;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.store.PackCheck;
import org.redoubt.vault.store.Sweep;

/**
 * Reads and checks every byte of contents, in the order of packs, and tells all that is damaged. For one thread.
 */
public final class ContentCheck {
    private final ChunkSource chunks;
    private final NodeSource nodes;
    private final Consumer<Damage> damage;
    private final LongConsumer progress;
    private final PackCheck packs;
    private final boolean reading;
    private final PieceWindow<Asked> window = new PieceWindow<>();

    /**
     * @param chunks where chunks are
     * @param damage told each damaged part
     * @param progress told bytes that were read
     */
    public ContentCheck(ChunkSource chunks, Consumer<Damage> damage, LongConsumer progress) {
        this(chunks, damage, progress, true);
    }

    private ContentCheck(ChunkSource chunks, Consumer<Damage> damage, LongConsumer progress, boolean reading) {
        this.reading = reading;
        this.chunks = chunks;
        this.damage = damage;
        this.progress = progress;
        this.packs = chunks.check();
        this.nodes = new NodeSource(chunks, packs::good);
    }

    /** A check that reads lists of chunks, and of these only whether they are known to be lost. */
    public static ContentCheck ofLists(ChunkSource chunks, Consumer<Damage> damage) {
        return new ContentCheck(chunks, damage, read -> { }, false);
    }

    /** Nodes, of which each counts as read when it comes from here. */
    public NodeSource nodes() {
        return nodes;
    }

    /** A chunk was read by somebody else and is good. */
    public void good(ChunkId id) {
        packs.good(id);
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
        if (!reading) {
            Optional<VaultException> lost = chunks.lost(piece.chunk());
            if (lost.isPresent()) {
                tell(lost.get(), entry, offset, piece.length());
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
        if (reading) {
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
