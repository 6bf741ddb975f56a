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

    /** What is there of a checkpoint; empty if there is nothing. */
    Optional<Facts> read(CheckpointId id) throws BankException {
        List<Problem> damage = new ArrayList<>();
        Lenient source = new Lenient(documents, damage);
        Layout layout = new Layout(id);
        Optional<Begin> begin = source.read(Kind.BEGIN, layout.begin(), Begin::read);
        Progress progress = new ProgressReader(source).read(id);
        Optional<Outcome> outcome = progress.outcome();
        Optional<DeletingState> deleting = DeletingState.read(documents, layout);
        if (begin.isEmpty() || deleting.isPresent()) {
            Optional<Identity> deleted = source.read(Kind.DELETION, layout.deletion(), Identity::read);
            if (deleted.isPresent()) {
                return Optional.of(new Facts(id, deleted.get(), CheckpointStatus.DELETED, List.of(), Optional.empty(), progress));
            }
        }
        if (begin.isEmpty() && documents.first(layout.all(), Optional.empty()).isEmpty()) {
            return damage.isEmpty() ? Optional.empty() : Optional.of(lost(id, damage, progress));
        }
        if (begin.isEmpty() && damage.isEmpty()) {
            damage.add(DocumentProblems.missing(layout.begin()).problem());
        }
        Identity identity = identity(id, begin, outcome);
        List<Problem> problems = new ArrayList<>(damage);
        outcome.ifPresent(end -> problems.addAll(end.problems()));
        deleting.ifPresent(state -> problems.addAll(state.problems()));
        return Optional.of(new Facts(id, identity, status(damage, outcome, deleting), problems, begin, progress));
    }

    /** A record of a deletion that cannot be read still says that there was one. */
    private static Facts lost(CheckpointId id, List<Problem> damage, Progress progress) {
        return new Facts(id, Identity.lost(id), CheckpointStatus.DELETED, damage, Optional.empty(), progress);
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

    /**
     * Goes on past what is damaged, and remembers it.
     *
     * @param documents where
     * @param damage gets a problem for each
     */
    private record Lenient(DocumentStore documents, List<Problem> damage) implements ProgressReader.Source {

        @Override
        public <T> Optional<T> read(String kind, Key key, ProgressReader.Form<T> form) throws BankException {
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
}
