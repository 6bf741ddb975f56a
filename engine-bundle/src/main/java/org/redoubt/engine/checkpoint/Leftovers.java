package org.redoubt.engine.checkpoint;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.document.DocumentStore;

/**
 * Brings what a runtime has left to a status that has a way out. Every step is idempotent, and several that do the same at once do not
 * harm each other.
 *
 * @param documents where
 * @param clock the clock
 * @param reader reads what is there of a checkpoint
 * @param index the index
 */
record Leftovers(DocumentStore documents, InstantSource clock, FactsReader reader, Index index) {

    Settled settle(Unfinished work, Owner by, Problem reason, BooleanSupplier left) throws BankException {
        Markers markers = new Markers(documents);
        Optional<Facts> facts = reader.read(work.checkpoint());
        if (!left.getAsBoolean()) {
            // What was read may be the work of one that has begun again since.
            return Settled.NOTHING;
        }
        Settled settled = Settled.NOTHING;
        if (facts.isPresent()) {
            settled = settle(facts.get(), work, by, reason);
        } else {
            Optional<Identity> identity = markers.identity(work);
            if (identity.isPresent()) {
                index.remove(work.checkpoint(), identity.get());
            }
        }
        markers.remove(work);
        return settled;
    }

    private Settled settle(Facts facts, Unfinished work, Owner by, Problem reason) throws BankException {
        switch (facts.status()) {
            case PROTECTING -> {
                boolean writes = facts.writer().filter(writer -> isOf(work, writer.owner(), writer.operation())).isPresent();
                Successor successor = new Successor(documents, clock, reader, by, by.incarnation());
                return writes && successor.fence(facts, reason) ? Settled.INTERRUPTED : Settled.NOTHING;
            }
            case DELETING -> {
                int attempt = DeletingState.read(documents, facts.layout()).map(DeletingState::attempt).orElse(0);
                if (attempt == 0 || !isOf(work, facts.layout(), attempt)) {
                    return Settled.NOTHING;
                }
                new CheckpointDeletion(documents, clock, facts, work, attempt).failed(List.of(reason));
                return Settled.DELETION_FAILED;
            }
            case PURGED -> {
                new CheckpointDeletion(documents, clock, facts, work, 0).tidy();
                return Settled.NOTHING;
            }
            default -> {
                return Settled.NOTHING;
            }
        }
    }

    private boolean isOf(Unfinished work, Layout layout, int attempt) throws BankException {
        Key key = DeletingState.intent(layout, attempt);
        Fields intent = new Fields(key, documents.read(Kind.DELETING, key).content());
        return isOf(work, Owners.read(intent, "by"), new OperationId(intent.string("operation")));
    }

    private static boolean isOf(Unfinished work, Owner owner, OperationId operation) {
        return work.owner().equals(owner) && work.operation().equals(operation);
    }
}
