package org.redoubt.engine.checkpoint;

import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.engine.document.DocumentStore;

/**
 * The last that was said about deleting a checkpoint.
 *
 * @param number the number of the last deletion; 0 if there never was one
 * @param stage how far that one has come
 * @param note what it says, as long as it can be undone; empty if it cannot be read
 */
record Removal(int number, Stage stage, Optional<RemovalNote> note) {
    private static final String END = ".end";

    /** How far a deletion has come. */
    enum Stage {
        /** There is none, or the last one was undone. */
        NONE,
        /** It can be undone. */
        KEPT,
        /** It cannot be undone any more. */
        PURGING,
        /** Nothing is left but records. */
        PURGED
    }

    static Key note(Layout layout, int number) {
        return layout.removals().key(Names.number(number));
    }

    static Key end(Layout layout, int number) {
        return layout.removals().key(Names.number(number) + END);
    }

    /** Reads what there is. An end that cannot be read counts as one that cannot be undone: what may be half gone must not come back. */
    static Removal read(ProgressReader.Source source, DocumentStore documents, Layout layout) throws BankException {
        int last = 0;
        boolean ended = false;
        for (Key key : documents.list(layout.removals())) {
            if (key.equals(layout.deletion())) {
                return new Removal(last, Stage.PURGED, Optional.empty());
            }
            if (key.name().matches("[0-9]{8}(\\" + END + ")?")) {
                last = Integer.parseInt(key.name(), 0, 8, 10);
                ended = key.name().endsWith(END);
            }
        }
        if (last == 0) {
            return new Removal(0, Stage.NONE, Optional.empty());
        }
        if (!ended) {
            return new Removal(last, Stage.KEPT, source.read(Kind.REMOVAL, note(layout, last), RemovalNote::read));
        }
        boolean undone = source.read(Kind.REMOVAL_END, end(layout, last), RemovalEnd::read).filter(RemovalEnd.UNDONE::equals).isPresent();
        return new Removal(last, undone ? Stage.NONE : Stage.PURGING, Optional.empty());
    }
}
