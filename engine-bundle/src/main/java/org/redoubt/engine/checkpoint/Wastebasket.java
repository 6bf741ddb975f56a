package org.redoubt.engine.checkpoint;

import java.time.InstantSource;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.document.DocumentStore;

/**
 * Puts a checkpoint where it can be brought back from, and brings it back. A deletion has one end, by put-if-absent: who undoes it and who
 * purges it cannot both succeed.
 *
 * @param documents where
 * @param clock the clock
 * @param reader reads what is there of a checkpoint
 */
record Wastebasket(DocumentStore documents, InstantSource clock, FactsReader reader) {
    private static final String HINT = "`redoubt checkpoints --deleted` lists those that can be undeleted.";

    /**
     * Sees to it that there is a deletion of a checkpoint, and gives its number. An operation deletes once: if that was the last deletion, and
     * was undone since, it is not done again by whoever goes on with it.
     */
    int put(Facts facts, Owner by, OperationId operation, JsonObject terms) throws BankException {
        Removal removal = reader.removal(facts.id());
        if (reader.note(facts.id(), removal.number()).filter(note -> note.operation().equals(operation)).isPresent()) {
            return removal.number();
        }
        while (removal.stage() == Removal.Stage.NONE) {
            RemovalNote note = new RemovalNote(facts.identity(), by, operation, Times.exact(clock.instant()), terms);
            documents.putEnding(Kind.REMOVAL, Removal.note(facts.layout(), removal.number() + 1), note.toJson());
            removal = reader.removal(facts.id());
        }
        return removal.number();
    }

    /** Decides what becomes of a deletion, unless that is decided; what it is. */
    RemovalEnd end(Layout layout, int number, RemovalEnd wanted, Owner by) throws BankException {
        Key key = Removal.end(layout, number);
        JsonObject content = JsonObject.builder().put("end", wanted.word()).put("by", Owners.json(by)).put("at", Times.text(clock.instant())).build();
        return documents.putEnding(Kind.REMOVAL_END, key, content).isPresent() ? wanted
                : RemovalEnd.read(new Fields(key, documents.read(Kind.REMOVAL_END, key).content()));
    }

    /** Brings a checkpoint back. */
    void undo(Facts facts, Owner by) throws RedoubtException {
        Removal removal = reader.removal(facts.id());
        boolean undone = removal.stage() == Removal.Stage.KEPT && end(facts.layout(), removal.number(), RemovalEnd.UNDONE, by) == RemovalEnd.UNDONE;
        if (!undone) {
            Facts now = reader.read(facts.id()).orElse(facts);
            throw new RedoubtException(switch (reader.removal(facts.id()).stage()) {
                case NONE -> Problem.of(ProblemKind.CONFLICT, "Checkpoint " + facts.id() + " is not deleted: its status is " + now.status().word() + ".")
                        .hint(HINT).subject(facts.id().value());
                case KEPT, PURGING, PURGED -> purged(facts);
            });
        }
    }

    static Problem purged(Facts facts) {
        return Problem.of(ProblemKind.CONFLICT, "Checkpoint " + facts.id() + " has been purged, so it cannot be undeleted any more.")
                .hint(HINT).subject(facts.id().value());
    }
}
