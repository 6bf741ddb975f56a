package org.redoubt.engine.checkpoint;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.vault.LiveData;
import org.redoubt.engine.document.DocumentStore;
import org.redoubt.engine.document.Keeping;
import org.redoubt.engine.document.KeyCursor;

/**
 * The checkpoints of one bank, whatever providers they were made by. Stateless and thread-safe: several stores over one bank, in
 * several processes, do not harm each other.
 */
public final class CheckpointStore {
    private static final int CANDIDATES = 10;
    private static final Set<CheckpointStatus> AVAILABLE = Set.of(CheckpointStatus.AVAILABLE);
    private static final Set<CheckpointStatus> ENDED = Set.of(CheckpointStatus.AVAILABLE, CheckpointStatus.PARTIAL, CheckpointStatus.ERROR);

    private final DocumentStore documents;
    private final InstantSource clock;
    private final Index index;
    private final FactsReader reader;

    /**
     * @param bank the bank
     * @param clock the clock to take times from
     */
    public CheckpointStore(Bank bank, InstantSource clock) {
        this(bank, clock, Optional.empty());
    }

    /**
     * @param bank the bank
     * @param clock the clock to take times from
     * @param retention for how long the bank is to refuse to delete a checkpoint that is complete; empty for not at all
     */
    public CheckpointStore(Bank bank, InstantSource clock, Optional<Duration> retention) {
        this.documents = new DocumentStore(bank, new Keeping(retention, clock));
        this.clock = clock;
        this.index = new Index(documents);
        this.reader = new FactsReader(documents, index);
    }

    /**
     * Begins a checkpoint: it is listed as protecting when this returns.
     *
     * @param start what is known of it
     * @throws BankException of kind {@code EXISTS} if there is one with the id, {@code CONFLICT} if its first attempt was ended before
     */
    public CheckpointDraft begin(CheckpointStart start) throws BankException {
        Identity identity = Identity.of(start, Times.exact(clock.instant()));
        Ending ending = new Ending(documents, clock, AttemptId.first(start.id()), identity, start.owner(), start.epoch());
        Unfinished work = ending.work(start.operation());
        lay(start, identity, work);
        try {
            if (wasEnded(start.id())) {
                throw new BankException(ending.loss());
            }
            GraphPages.write(documents, new Layout(start.id()).graph(), start.graph());
            new Markers(documents).keep(work, identity);
        } catch (BankException e) {
            ending.abandon(e);
            throw e;
        }
        return new CheckpointDraft(documents, ending, work, new WholeCheckpoint(start.id(), identity, start.graph()));
    }

    private void lay(CheckpointStart start, Identity identity, Unfinished work) throws BankException {
        Begin begin = new Begin(identity, start.plan(), start.owner(), start.epoch(), start.operation(), start.graph().size(),
                start.graph().edges());
        new Markers(documents).put(work, identity);
        // An entry without a checkpoint is passed over; a checkpoint without an entry would be left out.
        index.add(start.id(), identity);
        if (documents.putOnce(Kind.BEGIN, new Layout(start.id()).begin(), begin.toJson()).isEmpty()) {
            throw new BankException(Problem.of(ProblemKind.EXISTS, "There is a checkpoint " + start.id() + " in the bank already.")
                    .subject(start.id().value()));
        }
    }

    private boolean wasEnded(CheckpointId id) throws BankException {
        return documents.exists(new Layout(id).outcome(0));
    }

    /**
     * Begins a checkpoint whose first attempt was ended before it began, as its writer was taken for gone, by a second attempt.
     *
     * @param start what is known of it
     * @return empty if it was not: then it can be begun
     * @throws RedoubtException as {@link #begin} and {@link #resume}
     */
    public Optional<CheckpointDraft> beginAgain(CheckpointStart start) throws RedoubtException {
        if (!wasEnded(start.id())) {
            return Optional.empty();
        }
        lay(start, Identity.of(start, Times.exact(clock.instant())), new Unfinished(start.id(), start.owner(), start.operation()));
        return Optional.of(resume(start.id(), start.owner(), start.epoch(), start.operation(), start.graph()));
    }

    /**
     * Goes on with a checkpoint that is not complete: fences the attempt before if it has not ended, and begins the next one. What the
     * sections hold already stays. Its graph is written once more if it is not there as a whole.
     *
     * @param id its id
     * @param owner who goes on
     * @param epoch the fencing token of that one
     * @param operation the operation that goes on
     * @param graph what it is made of
     * @throws RedoubtException of kind {@code NOT_FOUND}; {@code EXISTS} if it is complete; {@code CONFLICT} if it is being deleted, or
     *     another one was faster
     */
    public CheckpointDraft resume(CheckpointId id, Owner owner, long epoch, OperationId operation, ResourceGraph graph) throws RedoubtException {
        StoredCheckpoint found = find(id).orElseThrow(() -> CheckpointCatalog.notFound(id.value()));
        return found.resume(new Successor(documents, clock, reader, owner, epoch), operation, graph);
    }

    /**
     * A checkpoint.
     *
     * @param id its id
     * @return the checkpoint, also a damaged or a deleted one, if there is anything of it
     * @throws BankException if the bank cannot be read
     */
    public Optional<StoredCheckpoint> find(CheckpointId id) throws BankException {
        return reader.read(id).map(this::stored);
    }

    private StoredCheckpoint stored(Facts facts) {
        return new StoredCheckpoint(documents, clock, reader, facts);
    }

    /**
     * Lists checkpoints, exactly as the query says. Deleted and purged ones only if the query asks for that status.
     *
     * @param project whose
     * @param query which
     * @throws RedoubtException if the bank cannot be read, or of kind {@code NOT_FOUND} if there is no checkpoint at the marker
     */
    public List<StoredCheckpoint> list(ProjectId project, CheckpointQuery query) throws RedoubtException {
        Optional<Position> marker = Optional.empty();
        if (query.marker().isPresent()) {
            CheckpointId last = query.marker().get();
            marker = Optional.of(find(last).filter(found -> found.project().equals(project))
                    .orElseThrow(() -> CheckpointCatalog.notFound(last.value())).position());
        }
        return list(project, query, marker);
    }

    /** Lists those that come after a position. */
    List<StoredCheckpoint> list(ProjectId project, CheckpointQuery query, Optional<Position> marker) throws BankException {
        return new Listing(documents, reader, project, query, marker).run().stream().map(this::stored).toList();
    }

    /**
     * All checkpoints of all projects, in the order of their ids, also those that are not complete.
     *
     * @throws BankException if the bank cannot be read
     */
    public List<StoredCheckpoint> all() throws BankException {
        List<StoredCheckpoint> all = new ArrayList<>();
        for (CheckpointId id : Layout.ids(documents)) {
            find(id).ifPresent(all::add);
        }
        return all;
    }

    /**
     * All checkpoints of all projects that can be undeleted, in the order of their ids.
     *
     * @throws BankException if the bank cannot be read
     */
    public List<StoredCheckpoint> deleted() throws BankException {
        List<StoredCheckpoint> deleted = new ArrayList<>();
        for (CheckpointId id : Layout.deleted(documents)) {
            if (reader.removal(id).stage() == Removal.Stage.KEPT) {
                find(id).filter(found -> found.status() == CheckpointStatus.DELETED).ifPresent(deleted::add);
            }
        }
        return deleted;
    }

    /**
     * What is needed of the bulk data of the bank.
     *
     * @param by who ends the attempt of a writer that is gone
     * @param without checkpoints that count as purged
     */
    public LiveData live(Owner by, Set<CheckpointId> without) {
        return new NeededData(documents, new Successor(documents, clock, reader, by, by.incarnation()), without);
    }

    /**
     * The newest available checkpoint that was made like another one: by the same plan, or without a plan from the same resources.
     *
     * @param project whose
     * @param provider the provider that it was made for
     * @param planName the name of the plan; empty without one
     * @param roots the resources that discovery began with
     */
    public Optional<StoredCheckpoint> newestAvailable(ProjectId project, String provider, Optional<String> planName, Set<ResourceRef> roots)
            throws BankException {
        return newest(project, provider, Identity.planKey(planName, roots), AVAILABLE, 1).stream().findFirst().map(this::stored);
    }

    /**
     * The newest checkpoints that were made as this one is to be, and have ended, well or not. Only their ids, as each may be large.
     *
     * @param start what is to begin
     * @param most how many at most
     * @return the newest first
     */
    public List<CheckpointId> newestEnded(CheckpointStart start, int most) throws BankException {
        Identity identity = Identity.of(start, clock.instant());
        return newest(identity.project(), identity.provider(), identity.planKey(), ENDED, most).stream().map(Facts::id).toList();
    }

    private List<Facts> newest(ProjectId project, String provider, String planKey, Set<CheckpointStatus> statuses, int most) throws BankException {
        List<Facts> newest = new ArrayList<>();
        KeyCursor keys = documents.cursor(Index.byPlan(project, planKey), Optional.empty());
        for (Optional<Key> key = keys.next(); key.isPresent() && newest.size() < most; key = keys.next()) {
            Optional<Position> position = Position.parse(key.get());
            Optional<Facts> facts = position.isEmpty() ? Optional.empty() : reader.read(position.get().id());
            facts.filter(f -> statuses.contains(f.status()) && f.identity().provider().equals(provider)).ifPresent(newest::add);
        }
        return newest;
    }

    /**
     * The ids that a person may mean. Purged checkpoints are meant only by their whole id.
     *
     * @param project whose
     * @param text a whole id, or some of its first or last characters
     * @return those that fit, each once, the newest first; at most ten
     */
    public List<CheckpointId> matching(ProjectId project, String text) throws BankException {
        String part = text.strip().toLowerCase(Locale.ROOT);
        List<CheckpointId> ids = new ArrayList<>();
        KeyCursor keys = documents.cursor(Index.byProject(project), Optional.empty());
        for (Optional<Key> key = keys.next(); key.isPresent() && ids.size() < CANDIDATES; key = keys.next()) {
            Optional<CheckpointId> id = Position.parse(key.get()).map(Position::id)
                    .filter(candidate -> candidate.value().startsWith(part) || candidate.value().endsWith(part));
            if (id.isPresent() && !ids.contains(id.get()) && exists(project, id.get())) {
                ids.add(id.get());
            }
        }
        return ids;
    }

    private boolean exists(ProjectId project, CheckpointId id) throws BankException {
        return reader.read(id).filter(f -> f.status() != CheckpointStatus.PURGED && f.identity().project().equals(project)).isPresent();
    }

    /**
     * What operations are at work on, also those whose runtime is gone. Costs no more than there is of that.
     *
     * @throws BankException if the bank cannot be read
     */
    public List<Unfinished> unfinished() throws BankException {
        return new Markers(documents).list();
    }

    /**
     * Brings what an operation has left, that is at work no more, to a status that has a way out.
     *
     * @param work what it was at work on
     * @param by who found that out
     * @param reason why, and what can be done
     * @param left whether it is still at work no more; asked again after the checkpoint was read
     * @return what became of it
     */
    public Settled settle(Unfinished work, Owner by, Problem reason, BooleanSupplier left) throws BankException {
        return new Leftovers(documents, clock, reader, index).settle(work, by, reason, left);
    }

    /**
     * Makes all index entries again that are missing, and takes away those of checkpoints that are deleted.
     *
     * @return how many were added or taken away
     */
    public long rebuildIndices() throws BankException {
        return new Rebuild(documents, index, reader).run();
    }

    /** How many index entries {@link #rebuildIndices} would make. Changes nothing. */
    public long missingEntries() throws BankException {
        return new Rebuild(documents, index, reader).missing();
    }
}
