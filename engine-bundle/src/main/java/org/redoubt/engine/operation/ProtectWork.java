package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.checkpoint.AttemptId;
import org.redoubt.engine.checkpoint.CheckpointDraft;
import org.redoubt.engine.checkpoint.CheckpointStart;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.Result;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.journal.OperationJournal.Harvest;
import org.redoubt.engine.provider.ProviderLease;

/** Makes a checkpoint. */
final class ProtectWork implements Work {
    private final ProviderLease provider;
    private final CheckpointStore store;
    private final CheckpointStart start;
    private final Checkpoint planned;
    private final Optional<StoredCheckpoint> before;
    private final Sessions sessions;
    private volatile CheckpointDraft draft;

    ProtectWork(ProviderLease provider, CheckpointStore store, CheckpointStart start, Checkpoint planned, Optional<StoredCheckpoint> before,
            Sessions sessions) {
        this.provider = provider;
        this.store = store;
        this.start = start;
        this.planned = planned;
        this.before = before;
        this.sessions = sessions;
    }

    @Override
    public OperationType type() {
        return OperationType.PROTECT;
    }

    @Override
    public String provider() {
        return start.provider();
    }

    @Override
    public Optional<String> plan() {
        return start.planName();
    }

    @Override
    public Checkpoint checkpoint() {
        CheckpointDraft begun = draft;
        return begun == null ? planned : begun.checkpoint();
    }

    @Override
    public void begin(Earlier earlier) throws RedoubtException {
        sessions.hold(provider);
        if (earlier.begun(store, start)) {
            draft = earlier.goOn(store, start);
        } else {
            Optional<CheckpointDraft> second = store.beginAgain(start);
            session(second.map(CheckpointDraft::attempt).orElse(AttemptId.first(start.id())));
            draft = second.isPresent() ? second.get() : store.begin(start);
        }
        session(draft.attempt());
    }

    @Override
    public List<ProviderLease> filled() {
        return List.of(provider);
    }

    @Override
    public Optional<Harvest.Action> harvest() {
        return Optional.of(() -> sessions.open(provider).flush());
    }

    private VaultSession session(AttemptId attempt) throws RedoubtException {
        return sessions.writing(provider, attempt);
    }

    @Override
    public ResourceSection section(Resource resource) {
        CheckpointDraft begun = draft;
        if (begun == null) {
            throw new IllegalStateException("There is no section before the operation has begun.");
        }
        return begun.section(resource, sessions.open(provider));
    }

    @Override
    public Optional<ResourceSection> previous(Resource resource) {
        return before.filter(checkpoint -> holds(checkpoint, resource))
                .flatMap(checkpoint -> seeing().map(session -> checkpoint.earlierSection(resource, session)));
    }

    /** Before it has begun, in a check or a dry run, there is no session to write with. */
    private Optional<VaultSession> seeing() {
        if (draft != null) {
            return Optional.of(sessions.open(provider));
        }
        try {
            return Optional.of(sessions.looking(provider));
        } catch (RedoubtException unreadable) {
            // As without an earlier checkpoint: everything is read.
            return Optional.empty();
        }
    }

    private static boolean holds(StoredCheckpoint checkpoint, Resource resource) {
        try {
            return checkpoint.checkpoint().graph().number(resource.ref()).isPresent();
        } catch (RedoubtException damaged) {
            // It only makes this checkpoint slower to write.
            return false;
        }
    }

    @Override
    public Optional<Grade> minimumConsistency() {
        return start.plan().minimumConsistency();
    }

    @Override
    public void succeed(ResourceRuns resources, List<Problem> problems) throws RedoubtException {
        Result result = new Result(records(draft, resources), resources.skew(), problems);
        sessions.demandHeld(provider);
        if (!draft.commit(sessions.open(provider), result)) {
            throw new RedoubtException(draft.loss());
        }
    }

    @Override
    public void fail(ResourceRuns resources, List<Problem> problems) throws RedoubtException {
        CheckpointDraft begun = draft;
        if (begun != null) {
            abort(begun, new Result(records(begun, resources), Optional.empty(), problems));
        }
    }

    /** Without the records, as ever, if they are what the bank does not take. */
    private void abort(CheckpointDraft begun, Result result) throws RedoubtException {
        boolean aborted;
        try {
            aborted = begun.abort(result);
        } catch (RedoubtException first) {
            aborted = begun.abort(Result.failed(result.problems()));
        }
        if (!aborted) {
            AlreadyThere.refuse(store, start.id());
        }
    }

    @Override
    public void close() {
        GivingBack.all(List.of(sessions, provider));
    }

    /** What the checkpoint records of the resources of a run; made one by one, as there may be a million. */
    private static Iterable<StoredRecord> records(CheckpointDraft draft, ResourceRuns resources) {
        return () -> {
            Iterator<ResourceRun> runs = resources.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return runs.hasNext();
                }

                @Override
                public StoredRecord next() {
                    return record(draft, resources, runs.next());
                }
            };
        };
    }

    private static StoredRecord record(CheckpointDraft draft, ResourceRuns resources, ResourceRun run) {
        List<Problem> reasons = new ArrayList<>(run.reasons());
        reasons.addAll(run.warnings());
        return new StoredRecord(run.resource(), run.status(), reasons, run.grade(), run.gradeReason(), run.snapshotAt(),
                resources.freezeWindow(run.number()), resources.freezeOverrun(run.number()),
                run.assignment().plugin().name(), run.assignment().plugin().version().toString(),
                run.assignment().lease().map(lease -> lease.format().toString()).orElse(""), draft.bytes(run.resource()));
    }
}
