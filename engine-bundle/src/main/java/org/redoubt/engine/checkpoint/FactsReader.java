package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.OperationId;
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
        List<Problem> problems = new ArrayList<>();
        Lenient source = new Lenient(documents, damage);
        Layout layout = new Layout(id);
        Optional<Begin> begin = source.read(Kind.BEGIN, layout.begin(), Begin::read);
        Progress progress = new ProgressReader(source).read(id);
        Removal removal = Removal.read(new Lenient(documents, problems), documents, layout);
        if (removal.stage() == Removal.Stage.PURGED) {
            return Optional.of(purged(id, progress));
        }
        if (begin.isEmpty() && removal.stage() == Removal.Stage.NONE && documents.first(layout.all(), Optional.empty()).isEmpty()) {
            return damage.isEmpty() ? Optional.empty() : Optional.of(Facts.purged(id, Identity.lost(id), damage, progress, Optional.empty()));
        }
        if (begin.isEmpty() && damage.isEmpty()) {
            damage.add(DocumentProblems.missing(layout.begin()).problem());
        }
        Optional<DeletingState> deleting = removal.stage() == Removal.Stage.PURGING ? DeletingState.read(documents, layout) : Optional.empty();
        problems.addAll(damage);
        progress.outcome().ifPresent(end -> problems.addAll(end.problems()));
        deleting.ifPresent(state -> problems.addAll(state.problems()));
        CheckpointStatus beneath = damage.isEmpty() ? progress.outcome().map(Outcome::status).orElse(CheckpointStatus.PROTECTING) : CheckpointStatus.ERROR;
        return Optional.of(new Facts(id, identity(id, begin, progress.outcome(), removal), status(beneath, removal, deleting), beneath, !damage.isEmpty(),
                problems, begin, progress, removal, since(damage.isEmpty() ? begin : Optional.empty(), progress, removal, deleting)));
    }

    /** The last that was said about deleting a checkpoint. */
    Removal removal(CheckpointId id) throws BankException {
        return Removal.read(new Lenient(documents, new ArrayList<>()), documents, new Layout(id));
    }

    /** What a deletion of a checkpoint says, also one that has an end; empty if it cannot be read. */
    Optional<RemovalNote> note(CheckpointId id, int number) throws BankException {
        return new Lenient(documents, new ArrayList<>()).read(Kind.REMOVAL, Removal.note(new Layout(id), number), RemovalNote::read);
    }

    /** Which deletion of a checkpoint an operation has begun to make final; empty if it has not, or that cannot be read. */
    Optional<Integer> purgedBy(CheckpointId id, OperationId operation) throws BankException {
        Lenient source = new Lenient(documents, new ArrayList<>());
        Optional<Integer> purged = Optional.empty();
        for (Key key : DeletingState.intents(documents, new Layout(id))) {
            Optional<PurgeIntent> intent = source.read(Kind.DELETING, key, PurgeIntent::read);
            if (intent.filter(known -> known.operation().equals(operation)).isPresent()) {
                purged = Optional.of(intent.get().removal());
            }
        }
        return purged;
    }

    /** Whether an operation may mean another deletion of a checkpoint than the last one, as one was undone and the last one is not its own. */
    boolean mayMeanAnother(Facts facts, OperationId operation) throws BankException {
        Removal last = facts.removal();
        boolean undone = switch (last.stage()) {
            case NONE -> last.number() > 0;
            // All before the last one were undone.
            case KEPT -> last.number() > 1;
            case PURGING, PURGED -> false;
        };
        return undone && note(facts.id(), last.number()).filter(note -> note.operation().equals(operation)).isEmpty();
    }

    /** A record that cannot be read still says that there was one. */
    private Facts purged(CheckpointId id, Progress progress) throws BankException {
        List<Problem> damage = new ArrayList<>();
        Optional<Gone> gone = new Lenient(documents, damage).read(Kind.DELETION, new Layout(id).deletion(), Gone::read);
        return Facts.purged(id, gone.map(Gone::identity).orElseGet(() -> Identity.lost(id)), damage, progress, gone.flatMap(Gone::at));
    }

    /** What the record of a purge says. */
    private record Gone(Identity identity, Optional<Instant> at) {
        static Gone read(Fields fields) throws BankException {
            return new Gone(Identity.read(fields), fields.instant("deletedAt"));
        }
    }

    /** Since when something is damaged nobody knows. */
    private static Optional<Instant> since(Optional<Begin> begin, Progress progress, Removal removal, Optional<DeletingState> deleting) {
        return switch (removal.stage()) {
            case NONE -> begin.map(begun -> progress.outcome().map(Outcome::completedAt).or(() -> progress.takeover().map(Takeover::at))
                    .orElse(begun.identity().createdAt()));
            case KEPT -> removal.note().map(RemovalNote::at);
            case PURGING, PURGED -> deleting.flatMap(DeletingState::at);
        };
    }

    private static CheckpointStatus status(CheckpointStatus beneath, Removal removal, Optional<DeletingState> deleting) {
        return switch (removal.stage()) {
            case NONE -> beneath;
            case KEPT -> CheckpointStatus.DELETED;
            case PURGING -> deleting.filter(state -> !state.failed()).isPresent() ? CheckpointStatus.DELETING : CheckpointStatus.ERROR_DELETING;
            case PURGED -> CheckpointStatus.PURGED;
        };
    }

    private Identity identity(CheckpointId id, Optional<Begin> begin, Optional<Outcome> outcome, Removal removal) throws BankException {
        Optional<Identity> known = begin.map(Begin::identity).or(() -> outcome.map(Outcome::identity)).or(() -> removal.note().map(RemovalNote::identity));
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
