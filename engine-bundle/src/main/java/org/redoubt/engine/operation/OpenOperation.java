package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationListener;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProgressView;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.engine.journal.Lines;
import org.redoubt.engine.journal.OperationHeader;
import org.redoubt.engine.journal.OperationJournal;
import org.redoubt.engine.journal.RecordedOperation;
import org.redoubt.engine.undo.Heir;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.engine.undo.UndoLedger;
import org.redoubt.engine.undo.UndoReplay;

/**
 * An operation that nobody runs, and of which something may still have to be taken back: it was interrupted, or ended with steps
 * that could not be taken back, or is to be taken back as a whole. Thread-safe.
 */
final class OpenOperation implements OperationHandle, AutoCloseable {
    private final Engine engine;
    private final RecordedOperation recorded;
    private final OperationSnapshot before;
    private final OperationJournal journal;
    private final UndoLedger ledger;
    private final OperationEvents events;
    private final OperationStates states;
    private final UndoReplay replay;
    private final OperationState origin;
    private final ReentrantLock work = new ReentrantLock();
    private final CompletableFuture<OperationView> done = new CompletableFuture<>();
    private volatile List<Complaint> complaints;
    private volatile OperationHeader header;
    private volatile boolean recordDue;
    private volatile Optional<Instant> endedAt;
    private volatile Optional<Problem> obstacle = Optional.empty();
    private volatile Runnable givingBack = () -> { };

    /**
     * @param engine what operations work with
     * @param recorded what the journal holds of it
     */
    OpenOperation(Engine engine, RecordedOperation recorded) {
        this.engine = engine;
        this.recorded = recorded;
        this.before = OperationSnapshot.fromJson(recorded.view(), List::of);
        this.header = recorded.header();
        this.journal = new OperationJournal(recorded.id(), engine.journals().occasional(), 0, number -> Optional.empty(), Optional.empty());
        this.ledger = new UndoLedger(recorded.id(), journal, engine.lateHooks(), recorded.steps(), recorded.header().delivered());
        this.events = new OperationEvents(recorded.id(), engine.clock());
        this.complaints = before.complaints();
        this.endedAt = before.endedAt();
        if (before.state().ended()) {
            this.origin = before.state();
        } else {
            this.origin = OperationState.INTERRUPTED;
            complaints = CutOff.found(complaints);
            endedAt = Optional.of(now());
        }
        this.states = new OperationStates(origin, this::entered);
        Duration limit = engine.patience().undo();
        UndoScene scene = new UndoScene(engine, recorded.id(), header.caller(), LeasedSnapshotters.none(engine.snapshotters()), number -> Optional.empty(), this::memo);
        this.replay = new UndoReplay(engine.attempts(), recorded.graph(), ledger, new PluginUndoer(scene, limit), engine.dispatcher()::undo, this::tell,
                limit);
    }

    private Map<String, String> memo(int number) {
        return ResourceDocument.memo(recorded.facts().getOrDefault(number, JsonObject.empty()));
    }

    private Instant now() {
        return engine.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What kept whoever looked after it last from settling it. */
    Optional<Problem> obstacle() {
        return obstacle;
    }

    void obstacle(Optional<Problem> is) {
        obstacle = is;
    }

    RecordedOperation recorded() {
        return recorded;
    }

    /** Records that it was interrupted, if it was. */
    void settle() throws RedoubtException {
        recordDue = true;
        if (steps().isEmpty()) {
            complaints = LeftBehind.without(complaints);
        }
        journal.end(isOpen(), document(), attachments());
        recordDue = false;
    }

    /** What became of its resources was in the memory of the runtime that stopped; whoever asks later finds it with its record. */
    private Map<String, byte[]> attachments() {
        return isOpen() || origin != OperationState.INTERRUPTED && states.get() != OperationState.UNDONE ? Map.of()
                : Map.of(OperationArchive.OUTCOMES, Lines.write(sink -> {
                    for (ResourceOutcome outcome : outcomes()) {
                        sink.line(outcome.toJson());
                    }
                }));
    }

    /** Whether how it stands is recorded; tries to record it if it is not. */
    boolean isRecorded() {
        work.lock();
        try {
            if (isBehind()) {
                settleQuietly();
            }
            return !isBehind();
        } finally {
            work.unlock();
        }
    }

    private boolean isBehind() {
        return recordDue || journal.isBehind();
    }

    /**
     * From now on everything that it has made is to be taken back.
     *
     * @throws RedoubtException if that cannot be recorded; then nothing has changed
     */
    void undoAll() throws RedoubtException {
        work.lock();
        try {
            OperationHeader standing = header;
            header = header.toUndo();
            try {
                settle();
                // Who says so may know that what was to come has come, although its hook never ends.
                engine.lateHooks().waive(recorded.id());
            } catch (RedoubtException notRecorded) {
                header = standing;
                throw notRecorded;
            }
        } finally {
            work.unlock();
        }
    }

    /** Whether somebody wanted it taken back as a whole, so that nobody goes on with it. */
    boolean isGivenUp() {
        return header.undoing();
    }

    /** Whether there is anything to be taken back, if somebody wants that. */
    boolean canBeUndone() {
        return ledger.size() > 0 || origin == OperationState.INTERRUPTED;
    }

    /** What was recorded was not all: it has come to its end. */
    void turnedOut(OperationState state, List<Problem> because) {
        work.lock();
        try {
            // First, as nobody may see it in that state with what was believed before.
            List<Complaint> before = complaints;
            complaints = because.stream().map(Complaint::of).toList();
            if (states.tryTo(state)) {
                settleQuietly();
            } else {
                complaints = before;
            }
        } finally {
            work.unlock();
        }
    }

    /** It is known now that it had not come to its end. */
    void turnedOutUnfinished() {
        work.lock();
        try {
            List<Complaint> known = CutOff.unfinished(complaints);
            if (!known.equals(complaints)) {
                complaints = known;
                settleQuietly();
            }
        } finally {
            work.unlock();
        }
    }

    /** Whether anything of it is still to be done: it can be gone on with, or has something to take back. */
    boolean isOpen() {
        return states.get() == OperationState.INTERRUPTED || !states.get().ended() || !steps().isEmpty();
    }

    /** Whether a hook that was given up has not ended: whoever goes on would meet what that does late. */
    boolean awaitsHook() {
        return engine.lateHooks().expects(recorded.id());
    }

    /** What a later run can go on from. */
    Earlier earlier() {
        return new Earlier(Optional.of(snapshot()), recorded.graph(), recorded.facts(), recorded.header().writers(), remainder().whole(), ledger.open(),
                delivered());
    }

    /** The number of the last step of what stays until its undo is asked for. */
    private long delivered() {
        return recorded.header().keeping() ? ledger.all().stream().mapToLong(OpenStep::sequence).max().orElse(0) : recorded.header().delivered();
    }

    /** Tries to take back what is due. Returns whether nothing of that is left. Waits for another thread that does so. */
    boolean takeBack() {
        work.lock();
        try {
            // Whoever looks after it may come when somebody who wanted it undone has just been through with it.
            if (done.isDone()) {
                return true;
            }
            List<OpenStep> due = due();
            // Another thread may have taken everything back, and not yet let go of it; or what is left has to wait for a hook.
            if (due.isEmpty() && (!header.undoing() || states.get() == OperationState.UNDONE || !steps().isEmpty())) {
                return true;
            }
            states.tryTo(OperationState.UNDOING);
            Map<OpenStep, UndoResult> left = replay.run(due);
            List<OpenStep> behind = steps();
            OperationState next = remainder().next(behind.isEmpty());
            if (header.undoing() && next == OperationState.FAILED && !behind.isEmpty()) {
                complaints = LeftBehind.with(complaints, behind);
            }
            if (next == OperationState.UNDONE || next == OperationState.CANCELLED) {
                endedAt = Optional.of(now());
            }
            if (next == OperationState.CANCELLED) {
                complaints = CutOff.givenUp(complaints);
            }
            if (states.get() != next) {
                states.to(next);
            }
            settleQuietly();
            return left.isEmpty();
        } finally {
            work.unlock();
        }
    }

    /** Begins to take back what is due and urgent, and does not wait for it. */
    void beginUrgent() {
        List<OpenStep> urgent = due().stream().filter(step -> step.spec().isUrgent()).toList();
        // Nobody else records that they are closed, if they are before it is looked what is due.
        recordDue = recordDue || !urgent.isEmpty();
        urgent.forEach(replay::begin);
    }

    private void settleQuietly() {
        try {
            settle();
        } catch (RedoubtException notRecorded) {
            System.getLogger("org.redoubt.engine.operation").log(System.Logger.Level.WARNING, "The state of operation {0} was not recorded: {1}",
                    recorded.id(), notRecorded.getMessage());
        }
    }

    /** What is done before anybody is told that it has come to an end for now. */
    void givingBack(Runnable action) {
        givingBack = action;
    }

    /** Says to those who wait for it that it has come to an end for now, and gives back what it uses. */
    @Override
    public void close() {
        work.lock();
        try {
            givingBack.run();
            done.complete(view());
            ledger.handOver(Heir.nobody());
            events.close();
        } finally {
            work.unlock();
        }
    }

    private void entered(OperationState state) {
        events.tell(OperationEvent.Kind.STATE, Optional.empty(), Optional.empty(), state.word());
        if (!state.ended()) {
            journal.stands(true, document());
        }
    }

    private void tell(OpenStep step, UndoResult result) {
        events.tell(OperationEvent.Kind.UNDO, Optional.of(step.resource().ref()), Optional.of(step.hook()), StepText.of(step, result));
    }

    private JsonObject document() {
        return header.toJson(snapshot().head());
    }

    private OperationSnapshot snapshot() {
        return new OperationSnapshot(before.id(), before.type(), states.get(), before.project(), before.plan(), before.provider(), before.checkpoint(),
                before.targetCheckpoint(), before.startedAt(), endedAt, complaints, before.warnings(), before.warningCount(), before.progress(),
                this::outcomes, steps().size());
    }

    private List<ResourceOutcome> outcomes() {
        return remainder().outcomes(states.get());
    }

    /** The steps that are still to be taken back, those that rest too. */
    List<OpenStep> steps() {
        return remainder().due(ledger.all());
    }

    /** Those that can be taken back now. */
    private List<OpenStep> due() {
        return remainder().due(ledger.open());
    }

    private Remainder remainder() {
        return new Remainder(recorded, header, origin);
    }

    @Override
    public OperationId id() {
        return recorded.id();
    }

    @Override
    public OperationState state() {
        return states.get();
    }

    @Override
    public ProgressView progress() {
        return before.progress();
    }

    @Override
    public OperationView view() {
        return snapshot();
    }

    @Override
    public CompletionStage<OperationView> done() {
        return done.minimalCompletionStage();
    }

    @Override
    public void cancel(String reason) {
        // It has ended; taking back is never stopped.
    }

    @Override
    public Listening listen(OperationListener listener) {
        return events.listen(listener);
    }
}
