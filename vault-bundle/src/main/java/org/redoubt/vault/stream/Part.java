package org.redoubt.vault.stream;

import org.redoubt.vault.store.Batch;

/** A range of a stream that is being written: a piece, or data whose chunk has no name yet. */
sealed interface Part permits Piece, Part.Awaited {

    /** A chunk of a batch. */
    record Awaited(Batch batch, int number, int length) implements Part {
        boolean done() {
            return batch.done().isDone();
        }

        Piece piece() {
            return new Piece.Data(batch.id(number), 0, length);
        }
    }
}
