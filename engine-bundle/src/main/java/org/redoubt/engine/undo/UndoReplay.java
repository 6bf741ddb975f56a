package org.redoubt.engine.undo;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.resource.ResourceGraph;

/**
 * Takes back open steps. Urgent ones go at once and together, waiting for nothing; the others in the order of
 * {@link UndoOrder}. A step that cannot be taken back stays open and holds back only those that wait for it.
 */
public final class UndoReplay {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.undo");

    private final ResourceGraph graph;
    private final UndoLedger ledger;
    private final Undoer undoer;
    private final Executor threads;
    private final BiConsumer<OpenStep, UndoResult> listener;

    /**
     * @param graph the graph of the operation
     * @param ledger its open steps
     * @param undoer takes back one step
     * @param threads where steps are taken back
     * @param listener told how each one went
     */
    public UndoReplay(ResourceGraph graph, UndoLedger ledger, Undoer undoer, Executor threads, BiConsumer<OpenStep, UndoResult> listener) {
        this.graph = graph;
        this.ledger = ledger;
        this.undoer = undoer;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Takes steps back and returns when each has been tried or held back.
     *
     * @param steps which
     * @return those that are still open, with why
     */
    public Map<OpenStep, UndoResult> run(List<OpenStep> steps) {
        UndoOrder order = new UndoOrder(graph);
        Map<OpenStep, CompletableFuture<UndoResult>> results = new HashMap<>();
        // Urgent steps are handed over before the order of any other one is looked at.
        for (OpenStep step : steps) {
            if (step.spec().isUrgent()) {
                results.put(step, CompletableFuture.supplyAsync(() -> take(step), threads));
            }
        }
        List<OpenStep> patient = UndoOrder.lastFirst(steps.stream().filter(step -> !step.spec().isUrgent()).toList());
        List<OpenStep> before = new ArrayList<>();
        for (OpenStep step : patient) {
            List<CompletableFuture<UndoResult>> awaited = before.stream().filter(later -> order.waitsFor(step, later)).map(results::get).toList();
            results.put(step, after(awaited, step));
            before.add(step);
        }
        Map<OpenStep, UndoResult> left = new HashMap<>();
        results.forEach((step, result) -> {
            UndoResult ended = result.join();
            if (!ended.settled()) {
                left.put(step, ended);
            }
        });
        return left;
    }

    private CompletableFuture<UndoResult> after(List<CompletableFuture<UndoResult>> awaited, OpenStep step) {
        return CompletableFuture.allOf(awaited.toArray(CompletableFuture[]::new)).thenApplyAsync(nothing -> {
            if (awaited.stream().allMatch(result -> result.join().settled())) {
                return take(step);
            }
            return UndoResult.retry("It waits for a later step that could not be taken back.");
        }, threads);
    }

    private UndoResult take(OpenStep step) {
        UndoResult result;
        try {
            ledger.tried(step);
            result = undoer.undo(step);
            if (result.settled()) {
                ledger.release(step.id());
            }
        } catch (RedoubtException notRecorded) {
            result = UndoResult.retry(notRecorded.problem().message());
        } catch (RuntimeException broken) {
            LOG.log(Level.ERROR, "Undoing " + step + " failed.", broken);
            result = UndoResult.retry(String.valueOf(broken.getMessage()));
        }
        listener.accept(step, result);
        return result;
    }
}
