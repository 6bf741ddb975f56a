package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.checkpoint.AttemptId;
import org.redoubt.engine.checkpoint.CheckpointDraft;
import org.redoubt.engine.checkpoint.CheckpointStart;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.Grace;
import org.redoubt.engine.checkpoint.Readability;
import org.redoubt.engine.checkpoint.Result;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.hook.HookHost;
import org.redoubt.engine.journal.OperationJournal.Harvest;
import org.redoubt.engine.provider.ProviderLease;

/** Copies a checkpoint to another provider: its own graph, sections and data, never what is there today. */
final class CopyWork extends ReadingWork {
    private final ProviderLease targetProvider;
    private final CheckpointStore targetStore;
    private final CheckpointStart start;
    private final Checkpoint planned;
    private final Sessions targetSessions;
    private volatile CheckpointDraft draft;

    CopyWork(ProviderLease provider, StoredCheckpoint stored, Sessions sessions, ProviderLease targetProvider, CheckpointStore targetStore,
            CheckpointStart start, Checkpoint planned, Sessions targetSessions) throws RedoubtException {
        super(provider, stored, stored.checkpoint(), sessions);
        this.targetProvider = targetProvider;
        this.targetStore = targetStore;
        this.start = start;
        this.planned = planned;
        this.targetSessions = targetSessions;
    }

    @Override
    public OperationType type() {
        return OperationType.COPY;
    }

    @Override
    public Optional<Checkpoint> target() {
        CheckpointDraft begun = draft;
        return Optional.of(begun == null ? planned : begun.checkpoint());
    }

    @Override
    public Set<Hook> ownHooks() {
        return EnumSet.of(Hook.MAIN);
    }

    @Override
    public void begin(Earlier earlier) throws RedoubtException {
        Replicas.prepare(targetProvider, lease());
        targetSessions.hold(targetProvider);
        if (earlier.begun(targetStore, start)) {
            draft = earlier.goOn(targetStore, start);
        } else {
            Optional<CheckpointDraft> second = targetStore.beginAgain(start);
            targetSessions.writing(targetProvider, second.map(CheckpointDraft::attempt).orElse(AttemptId.first(start.id())));
            draft = second.isPresent() ? second.get() : targetStore.begin(start);
        }
        targetSessions.writing(targetProvider, draft.attempt());
    }

    @Override
    public List<ProviderLease> filled() {
        return List.of(targetProvider);
    }

    @Override
    public Optional<Harvest.Action> harvest() {
        return Optional.of(() -> targetSessions.open(targetProvider).flush());
    }

    @Override
    public void own(HookHost host, Hook hook) throws RedoubtException {
        stored().copySection(host.resource(), sessions().open(lease()), draft, targetSessions.open(targetProvider),
                host.progress()::advance);
    }

    @Override
    public List<PlannedAction> planned(Resource resource) {
        return List.of(new PlannedAction("create", resource + " at provider " + start.provider(), "chunks that are there already are reused"));
    }

    @Override
    public ResourceSection targetSection(Resource resource) {
        CheckpointDraft begun = draft;
        if (begun == null) {
            throw new IllegalStateException("There is no section of the copy before the operation has begun.");
        }
        return begun.section(resource, targetSessions.open(targetProvider));
    }

    @Override
    public void succeed(ResourceRuns resources, List<Problem> problems) throws RedoubtException {
        Result result = new Result(records(resources), stored().view(Readability.UNKNOWN, Grace.UNKNOWN).skew(), problems);
        targetSessions.demandHeld(targetProvider);
        if (!draft.commit(targetSessions.open(targetProvider), result)) {
            throw new RedoubtException(draft.loss());
        }
    }

    /** What became of each resource when it was protected; of one that was given up now the copy holds nothing that could be relied on. */
    private List<StoredRecord> records(ResourceRuns resources) throws RedoubtException {
        List<StoredRecord> records = new ArrayList<>();
        for (StoredRecord entry : stored().records()) {
            ResourceRun run = resources.get(resources.graph().number(entry.resource().ref()).orElseThrow());
            records.add(run.status() == ResourceStatus.DONE ? entry : lost(entry, run));
        }
        return records;
    }

    private static StoredRecord lost(StoredRecord entry, ResourceRun run) {
        return new StoredRecord(entry.resource(), run.status(), run.reasons(), entry.consistency(), entry.consistencyReason(), entry.snapshotAt(),
                entry.freezeWindow(), entry.freezeOverrun(), entry.pluginName(), entry.pluginVersion(), entry.format(), 0);
    }

    @Override
    public void fail(ResourceRuns resources, List<Problem> problems) throws RedoubtException {
        CheckpointDraft begun = draft;
        if (begun != null && !begun.abort(Result.failed(problems))) {
            AlreadyThere.refuse(targetStore, start.id());
        }
    }

    @Override
    public void close() {
        GivingBack.all(List.of(targetSessions, targetProvider));
        super.close();
    }
}
