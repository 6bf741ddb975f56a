package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.engine.document.Document;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;

/** Derives what can be said of a checkpoint from what is there. Thread-safe. */
final class FactsReader {
    private final DocumentStore documents;
    private final Index index;

    FactsReader(DocumentStore documents, Index index) {
        this.documents = documents;
        this.index = index;
    }

    /** Reads the fields of a document. */
    @FunctionalInterface
    private interface Form<T> {
        T read(Fields fields) throws BankException;
    }

    /** What is there of a checkpoint; empty if there is nothing. */
    Optional<Facts> read(CheckpointId id) throws BankException {
        List<Problem> damage = new ArrayList<>();
        Layout layout = new Layout(id);
        Optional<Begin> begin = read(Kind.BEGIN, layout.begin(), Begin::read, damage);
        Optional<Outcome> outcome = read(Kind.OUTCOME, layout.outcome(), Outcome::read, damage);
        Optional<DeletingState> deleting = DeletingState.read(documents, layout);
        if (begin.isEmpty() || deleting.isPresent()) {
            Optional<Identity> deleted = read(Kind.DELETION, layout.deletion(), Identity::read, damage);
            if (deleted.isPresent()) {
                return Optional.of(new Facts(id, deleted.get(), CheckpointStatus.DELETED, List.of(), Optional.empty(), Optional.empty()));
            }
        }
        if (begin.isEmpty() && documents.first(layout.all(), Optional.empty()).isEmpty()) {
            return damage.isEmpty() ? Optional.empty() : Optional.of(lost(id, damage));
        }
        if (begin.isEmpty() && damage.isEmpty()) {
            damage.add(DocumentProblems.missing(layout.begin()).problem());
        }
        Identity identity = identity(id, begin, outcome);
        List<Problem> problems = new ArrayList<>(damage);
        outcome.ifPresent(end -> problems.addAll(end.problems()));
        deleting.ifPresent(state -> problems.addAll(state.problems()));
        return Optional.of(new Facts(id, identity, status(damage, outcome, deleting), problems, begin, outcome));
    }

    /** A record of a deletion that cannot be read still says that there was one. */
    private static Facts lost(CheckpointId id, List<Problem> damage) {
        return new Facts(id, Identity.lost(id), CheckpointStatus.DELETED, damage, Optional.empty(), Optional.empty());
    }

    private static CheckpointStatus status(List<Problem> damage, Optional<Outcome> outcome, Optional<DeletingState> deleting) {
        if (deleting.isPresent()) {
            return deleting.get().failed() ? CheckpointStatus.ERROR_DELETING : CheckpointStatus.DELETING;
        }
        if (!damage.isEmpty()) {
            return CheckpointStatus.ERROR;
        }
        return outcome.map(Outcome::status).orElse(CheckpointStatus.PROTECTING);
    }

    private Identity identity(CheckpointId id, Optional<Begin> begin, Optional<Outcome> outcome) throws BankException {
        Optional<Identity> known = begin.map(Begin::identity).or(() -> outcome.map(Outcome::identity));
        if (known.isEmpty()) {
            known = index.find(id);
        }
        return known.orElseGet(() -> Identity.lost(id));
    }

    private <T> Optional<T> read(String kind, Key key, Form<T> form, List<Problem> damage) throws BankException {
        try {
            Optional<Document> document = documents.find(kind, key);
            return document.isEmpty() ? Optional.empty() : Optional.of(form.read(new Fields(key, document.get().content())));
        } catch (BankException e) {
            if (!DocumentProblems.isUnusable(e)) {
                throw e;
            }
            damage.add(e.problem());
            return Optional.empty();
        }
    }
}
