package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;

/**
 * How far the last attempt to delete a checkpoint has come.
 *
 * @param attempt its number
 * @param failed whether it has failed
 * @param problems why
 * @param at when it began or failed, as far as that can be read
 */
record DeletingState(int attempt, boolean failed, List<Problem> problems, Optional<Instant> at) {
    private static final String INTENT = ".intent";
    private static final String FAILED = ".failed";

    static Key intent(Layout layout, int attempt) {
        return layout.deleting().key(Names.number(attempt) + INTENT);
    }

    static Key failed(Layout layout, int attempt) {
        return layout.deleting().key(Names.number(attempt) + FAILED);
    }

    static Optional<DeletingState> read(DocumentStore documents, Layout layout) throws BankException {
        List<Key> intents = intents(documents, layout);
        return intents.isEmpty() ? Optional.empty() : Optional.of(read(documents, layout, Integer.parseInt(intents.getLast().name(), 0, 8, 10)));
    }

    /** The intents of all attempts, the first one first. */
    static List<Key> intents(DocumentStore documents, Layout layout) throws BankException {
        List<Key> intents = new ArrayList<>();
        for (Key key : documents.list(layout.deleting())) {
            if (key.name().matches("[0-9]{8}\\" + INTENT)) {
                intents.add(key);
            }
        }
        return intents;
    }

    private static DeletingState read(DocumentStore documents, Layout layout, int attempt) throws BankException {
        Key key = failed(layout, attempt);
        try {
            Optional<Document> failed = documents.find(Kind.DELETING, key);
            if (failed.isEmpty()) {
                return new DeletingState(attempt, false, List.of(), begun(documents, intent(layout, attempt)));
            }
            Fields fields = new Fields(key, failed.get().content());
            return new DeletingState(attempt, true, fields.problems("problems"), fields.instant("at"));
        } catch (BankException e) {
            if (DocumentProblems.isUnusable(e)) {
                return new DeletingState(attempt, true, List.of(e.problem()), Optional.empty());
            }
            throw e;
        }
    }

    /** One whose intent cannot be read is going on all the same. */
    private static Optional<Instant> begun(DocumentStore documents, Key intent) throws BankException {
        try {
            Optional<Document> document = documents.find(Kind.DELETING, intent);
            return document.isEmpty() ? Optional.empty() : new Fields(intent, document.get().content()).instant("at");
        } catch (BankException e) {
            if (DocumentProblems.isUnusable(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
