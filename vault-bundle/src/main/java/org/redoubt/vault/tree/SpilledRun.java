package org.redoubt.vault.tree;

import java.util.Optional;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.work.SpillFile;

/** A sorted part of the entries in a file, read back in small pieces. */
final class SpilledRun {
    private static final int PIECE = 128 << 10;

    private final SpillFile file;
    private final long begin;
    private final long length;
    private long at;
    private byte[] piece = new byte[0];
    private int used;

    SpilledRun(SpillFile file, long begin, long length) {
        this.file = file;
        this.begin = begin;
        this.length = length;
    }

    void rewind() {
        at = 0;
        used = 0;
        piece = new byte[0];
    }

    Optional<EntrySorter.Sortable> next() throws VaultException {
        if (used == piece.length && at == length) {
            return Optional.empty();
        }
        int wanted = PIECE;
        while (true) {
            try {
                Decoder in = new Decoder(piece, used, piece.length - used);
                long dataBytes = in.varint();
                byte[] item = in.blob();
                used = piece.length - in.left();
                return Optional.of(EntrySorter.parse(item, dataBytes));
            } catch (FormatException cutOff) {
                if (at == length) {
                    throw Failures.again(new IllegalStateException("The temporary file of the vault was changed.", cutOff));
                }
                fill(wanted);
                wanted *= 2;
            }
        }
    }

    private void fill(int wanted) throws VaultException {
        int rest = piece.length - used;
        byte[] more = new byte[(int) Math.min(wanted, length - at)];
        file.read(begin + at, more);
        at += more.length;
        byte[] joined = new byte[rest + more.length];
        System.arraycopy(piece, used, joined, 0, rest);
        System.arraycopy(more, 0, joined, rest, more.length);
        piece = joined;
        used = 0;
    }
}
