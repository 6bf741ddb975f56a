package org.redoubt.engine.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.document.GraphLines;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.engine.undo.UndoJournal;

/**
 * Records one operation. What has to be durable before something else may happen is waited for: its beginning, its end, and each
 * undo step. Everything else is gathered for a moment, so that a hook costs next to nothing. Thread-safe.
 */
public final class OperationJournal implements UndoJournal {
    /** Under this name the graph of an operation is attached to it. */
    public static final String GRAPH = "graph";

    private static final Logger LOG = System.getLogger("org.redoubt.engine.journal");
    private static final Executor SOON = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final OperationId operation;
    private final Journal journal;
    private final HookProgress progress;
    private final IntFunction<Optional<JsonObject>> facts;
    private final Set<Integer> changed = ConcurrentHashMap.newKeySet();
    private final Optional<Harvest> harvest;
    private final StepNews steps = new StepNews(this::record);
    private final AtomicBoolean factsDue = new AtomicBoolean();
    private final AtomicBoolean progressDue = new AtomicBoolean();
    /** Held from looking at what is recorded to handing it over, so that what is older never replaces what is newer. */
    private final ReentrantLock order = new ReentrantLock();
    private final AtomicBoolean complained = new AtomicBoolean();
    private volatile boolean ended;

    /**
     * What has to be brought in before work may be recorded as done.
     *
     * @param every how often that is worth its price
     * @param action makes durable what was written so far
     */
    public record Harvest(Duration every, Action action) {
        /** Makes durable what was written so far. */
        @FunctionalInterface
        public interface Action {
            /** Does it. */
            void run() throws RedoubtException;
        }

        private Executor later() {
            return CompletableFuture.delayedExecutor(every.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread);
        }
    }

    /**
     * @param operation which operation
     * @param journal where it is recorded
     * @param resources how many resources it has
     * @param facts what is worth recording of a resource at the moment, by its number
     * @param harvest what has to be brought in before work counts as done; empty if nothing has to
     */
    public OperationJournal(OperationId operation, Journal journal, int resources, IntFunction<Optional<JsonObject>> facts,
            Optional<Harvest> harvest) {
        this.operation = operation;
        this.journal = journal;
        this.progress = new HookProgress(resources);
        this.facts = facts;
        this.harvest = harvest;
    }

    /**
     * Records that the operation begins, or begins again; durable on return.
     *
     * @param document what it is
     * @param graph its graph, unless that is recorded already
     */
    public void begin(JsonObject document, Optional<ResourceGraph> graph) throws RedoubtException {
        List<JournalChange> changes = new ArrayList<>();
        changes.add(new JournalChange.OperationChanged(operation, true, document));
        graph.ifPresent(known -> changes.add(new JournalChange.Attached(operation, GRAPH, Lines.write(sink -> GraphLines.write(known, sink)))));
        changes.addAll(progressed());
        changes.addAll(learned());
        await(journal.record(changes));
    }

    /** Says that a resource does not have a hook. */
    public void without(int number, Hook hook) {
        progress.ended(number, hook);
    }

    /** Says that nothing of what an earlier run has done of a resource counts any more, unless it is said again. */
    public void clear(int number) {
        progress.clear(number);
    }

    /** Says that a hook has ended well. */
    public void ended(int number, Hook hook) {
        progress.ended(number, hook);
        recordProgressLater();
    }

    private void recordProgressLater() {
        if (!progressDue.get() && progressDue.compareAndSet(false, true)) {
            harvest.map(Harvest::later).orElse(SOON).execute(this::recordProgress);
        }
    }

    /** Says that there is something new to record of a resource. */
    public void changed(int number) {
        changed.add(number);
        if (!factsDue.get() && factsDue.compareAndSet(false, true)) {
            SOON.execute(this::recordFacts);
        }
    }

    /** Records what is known of a resource; durable on return. */
    public void know(int number) throws RedoubtException {
        await(inOrder(() -> facts.apply(number).<List<JournalChange>>map(known -> List.of(new JournalChange.ResourceChanged(operation, number, known)))
                .orElse(List.of())));
    }

    /** Records how the operation stands, sooner or later. */
    public void stands(boolean open, JsonObject document) {
        record(List.of(new JournalChange.OperationChanged(operation, open, document)));
    }

    /**
     * Records how the operation has ended; durable on return.
     *
     * @param attachments what goes with it, by name
     */
    public void end(boolean open, JsonObject document, Map<String, byte[]> attachments) throws RedoubtException {
        ended = true;
        steps.await();
        await(inOrder(steps::recordWith, () -> {
            List<JournalChange> changes = learned();
            attachments.forEach((name, content) -> changes.add(new JournalChange.Attached(operation, name, content)));
            changes.add(new JournalChange.OperationChanged(operation, open, document));
            return changes;
        }));
    }

    /** Forgets that the operation began, as it does not: whether that was recorded is not known. */
    public void forget() {
        ended = true;
        try {
            await(journal.record(List.of(new JournalChange.Forgotten(operation))));
        } catch (RedoubtException notForgotten) {
            LOG.log(Level.WARNING, "Operation {0} did not begin, and it may be listed all the same: {1}", operation, notForgotten.getMessage());
        }
    }

    /**
     * Waits until it is recorded how the operation stands, and all that was said before, but for work that is not brought in yet.
     *
     * @param document what it is now
     */
    public void flush(JsonObject document) throws RedoubtException {
        steps.await();
        await(inOrder(steps::recordWith, () -> {
            List<JournalChange> changes = harvest.isEmpty() ? progressed() : new ArrayList<>();
            changes.addAll(learned());
            changes.add(new JournalChange.OperationChanged(operation, true, document));
            return changes;
        }));
    }

    @Override
    public void opened(OpenStep step) throws RedoubtException {
        JournalChange opened = new JournalChange.StepOpened(operation, step.key(), StepDocument.toJson(step));
        try {
            await(changed.contains(step.number()) ? inOrder(() -> withFacts(step.number(), opened)) : journal.record(List.of(opened)));
        } catch (RedoubtException e) {
            // It may be recorded all the same, but nobody will ever close what was not opened.
            closed(step);
            throw e;
        }
    }

    /** Undo is given the memo as it was when the step was registered, or later. */
    private List<JournalChange> withFacts(int number, JournalChange opened) {
        List<JournalChange> changes = new ArrayList<>();
        facts.apply(number).ifPresent(known -> changes.add(new JournalChange.ResourceChanged(operation, number, known)));
        changes.add(opened);
        return changes;
    }

    @Override
    public void changed(OpenStep step) {
        steps.tell(step.key(), new JournalChange.StepOpened(operation, step.key(), StepDocument.toJson(step)));
    }

    @Override
    public void closed(OpenStep step) {
        steps.tell(step.key(), new JournalChange.StepClosed(operation, step.key()));
    }

    /** Whether something that became of a step could not be recorded. */
    public boolean isBehind() {
        return steps.isBehind();
    }

    private CompletionStage<Void> inOrder(Supplier<List<JournalChange>> changes) {
        return inOrder(this::record, changes);
    }

    private CompletionStage<Void> inOrder(Function<List<JournalChange>, CompletionStage<Void>> recorder, Supplier<List<JournalChange>> changes) {
        order.lock();
        try {
            return recorder.apply(changes.get());
        } finally {
            order.unlock();
        }
    }

    private void recordFacts() {
        factsDue.set(false);
        if (!ended) {
            recordWithFacts(List::of);
        }
    }

    /** Work is brought in after its progress was looked at, and before that is recorded. One at a time. */
    private void recordProgress() {
        List<JournalChange> seen = List.of();
        try {
            if (harvest.isPresent() && !ended) {
                seen = progressed();
                harvest.get().action().run();
                List<JournalChange> broughtIn = seen;
                recordWithFacts(() -> broughtIn);
            } else if (!ended) {
                recordWithFacts(this::progressed);
            }
        } catch (RedoubtException | RuntimeException notBroughtIn) {
            complain(notBroughtIn);
            again(seen);
        } finally {
            progressDue.set(false);
            if (!ended && (progress.hasChanged() || !changed.isEmpty())) {
                recordProgressLater();
            }
        }
    }

    /** Records progress with the facts that are known then. */
    private void recordWithFacts(Supplier<List<JournalChange>> made) {
        List<JournalChange> changes = new ArrayList<>();
        inOrder(() -> {
            changes.addAll(made.get());
            changes.addAll(learned());
            return changes;
        }).exceptionally(failed -> again(changes));
    }

    private Void again(List<JournalChange> changes) {
        for (JournalChange change : changes) {
            switch (change) {
                case JournalChange.Progressed segment -> progress.notRecorded(List.of(segment.segment()));
                case JournalChange.ResourceChanged resource -> changed.add(resource.resource());
                default -> throw new IllegalStateException("Nothing else is gathered.");
            }
        }
        recordProgressLater();
        return null;
    }

    private List<JournalChange> progressed() {
        List<JournalChange> changes = new ArrayList<>();
        progress.takeChanged().forEach((segment, content) -> changes.add(new JournalChange.Progressed(operation, segment, content)));
        return changes;
    }

    /** Taken after the progress: what that says of a resource must be among the facts. */
    private List<JournalChange> learned() {
        List<JournalChange> changes = new ArrayList<>();
        for (Integer number : changed) {
            changed.remove(number);
            facts.apply(number).ifPresent(known -> changes.add(new JournalChange.ResourceChanged(operation, number, known)));
        }
        return changes;
    }

    private CompletionStage<Void> record(List<JournalChange> changes) {
        return journal.record(changes).whenComplete((done, failed) -> {
            if (failed != null) {
                complain(failed);
            }
        });
    }

    private void complain(Throwable failed) {
        if (!ended && !complained.getAndSet(true)) {
            LOG.log(Level.WARNING, "The progress of operation {0} is not recorded now: {1}", operation, failed.getMessage());
        }
    }

    /** Hook threads may be interrupted; whether a step is recorded must be known all the same. */
    private static void await(CompletionStage<Void> stage) throws RedoubtException {
        try {
            stage.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RedoubtException known) {
                throw known;
            }
            throw failed;
        }
    }
}
