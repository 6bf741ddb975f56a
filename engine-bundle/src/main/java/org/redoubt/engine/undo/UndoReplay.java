package org.redoubt.engine.undo;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.undo.UndoOrder.Batch;

/**
 * Takes back open steps of one operation. Urgent ones go at once and together, waiting for nothing; the others in the order of
 * {@link UndoOrder}. A step that cannot be taken back stays open and holds back only those that wait for it. Thread-safe.
 */
public final class UndoReplay {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.undo");
    private static final UndoResult HELD_BACK = UndoResult.retry("It waits for a later step that could not be taken back.");

    private final ResourceGraph graph;
    private final UndoLedger ledger;
    private final UndoAttempts attempts;

    /**
     * @param running what is tried now, by whomever
     * @param graph the graph of the operation
     * @param ledger its open steps
     * @param undoer takes back one step
     * @param threads where steps are taken back
     * @param listener told how each one went
     * @param limit how long one step may take; then it is given up for now
     */
    public UndoReplay(RunningAttempts running, ResourceGraph graph, UndoLedger ledger, Undoer undoer, Executor threads,
            BiConsumer<OpenStep, UndoResult> listener, Duration limit) {
        this.graph = graph;
        this.ledger = ledger;
        this.attempts = new UndoAttempts(running, ledger, undoer, threads, listener, limit);
    }

    /** Begins to take back one step, and does not wait for it. */
    public void begin(OpenStep step) {
        attempts.start(step);
    }

    /** Takes steps back at once whose effects may still come, and waits for it. They stay open, to be taken back when nothing can come any more. */
    public void early(List<OpenStep> steps) {
        steps.stream().map(attempts::early).toList().forEach(CompletableFuture::join);
    }

    /**
     * Begins to take back what is urgent of steps that somebody else looks after by now, as their effects have just come late, and does not
     * wait for it. They stay open for whoever that is.
     */
    public void atOnce(List<OpenStep> steps) {
        steps.stream().filter(OpenStep::isThaw).forEach(attempts::atOnce);
    }

    /**
     * Takes steps back and returns when each has been tried or held back.
     *
     * @param steps which
     * @return those that are still open, with why
     */
    public Map<OpenStep, UndoResult> run(List<OpenStep> steps) {
        // Urgent steps are handed over before the order of any other one is looked at.
        Map<OpenStep, CompletableFuture<UndoResult>> urgent = new LinkedHashMap<>();
        steps.stream().filter(step -> step.spec().isUrgent()).forEach(step -> urgent.put(step, attempts.start(step)));
        Map<OpenStep, UndoResult> left = new LinkedHashMap<>();
        List<OpenStep> patient = steps.stream().filter(step -> !step.spec().isUrgent()).toList();
        if (!patient.isEmpty()) {
            new Walk(new UndoOrder(graph, patient), left).run();
        }
        urgent.forEach((step, result) -> note(step, result.join(), left));
        left.forEach((step, result) -> ledger.wanted(step, result.reason()));
        return left;
    }

    /**
     * Takes steps of one resource that rest back once more, as their effects may have come late: urgent ones at once, the others last
     * first. Those that cannot be taken back stay open. Does not wait.
     *
     * @return those, with why
     */
    public CompletableFuture<Map<OpenStep, UndoResult>> again(List<OpenStep> steps) {
        Map<OpenStep, CompletableFuture<UndoResult>> tried = new HashMap<>();
        CompletableFuture<UndoResult> later = CompletableFuture.completedFuture(UndoResult.nothing());
        for (OpenStep step : steps.stream().sorted(Comparator.comparingLong(OpenStep::sequence).reversed()).toList()) {
            if (step.spec().isUrgent()) {
                tried.put(step, attempts.again(step));
            } else {
                later = later.thenCompose(last -> last.settled() ? attempts.again(step) : CompletableFuture.completedFuture(HELD_BACK));
                tried.put(step, later);
            }
        }
        return CompletableFuture.allOf(tried.values().toArray(new CompletableFuture<?>[0])).thenApply(all -> left(tried));
    }

    private Map<OpenStep, UndoResult> left(Map<OpenStep, CompletableFuture<UndoResult>> tried) {
        Map<OpenStep, UndoResult> left = new LinkedHashMap<>();
        tried.forEach((step, result) -> note(step, result.join(), left));
        left.forEach((step, result) -> {
            LOG.log(Level.WARNING, "The step {0} was taken back, but its hook ended later and it could not be taken back again, so it is open: {1}",
                    step, result.reason());
            ledger.wanted(step, result.reason());
        });
        return left;
    }

    private static void note(OpenStep step, UndoResult result, Map<OpenStep, UndoResult> left) {
        if (!result.settled()) {
            left.put(step, result);
        }
    }

    /** One walk along the order. The walker's thread alone decides; others only try steps. */
    private final class Walk {
        private final UndoOrder order;
        private final Map<OpenStep, UndoResult> left;
        private final BlockingQueue<Tried> tried = new LinkedBlockingQueue<>();
        private int open;

        private record Tried(Batch batch, Map<OpenStep, UndoResult> left) {
        }

        Walk(UndoOrder order, Map<OpenStep, UndoResult> left) {
            this.order = order;
            this.left = left;
        }

        void run() {
            begin(order.first());
            boolean interrupted = false;
            while (open > 0) {
                try {
                    Tried next = tried.take();
                    open--;
                    left.putAll(next.left());
                    begin(order.after(next.batch(), next.left().isEmpty()));
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void begin(List<Batch> batches) {
            open += batches.size();
            batches.forEach(batch -> go(batch, 0));
        }

        private void go(Batch batch, int index) {
            if (batch.blocked()) {
                tried.add(new Tried(batch, heldBack(batch.steps())));
            } else if (index == batch.steps().size()) {
                tried.add(new Tried(batch, Map.of()));
            } else {
                OpenStep step = batch.steps().get(index);
                attempts.start(step).thenAccept(result -> {
                    if (result.settled()) {
                        go(batch, index + 1);
                    } else {
                        Map<OpenStep, UndoResult> rest = heldBack(batch.steps().subList(index + 1, batch.steps().size()));
                        rest.put(step, result);
                        tried.add(new Tried(batch, rest));
                    }
                });
            }
        }

        private static Map<OpenStep, UndoResult> heldBack(List<OpenStep> steps) {
            Map<OpenStep, UndoResult> heldBack = new LinkedHashMap<>();
            steps.forEach(step -> heldBack.put(step, HELD_BACK));
            return heldBack;
        }
    }
}
