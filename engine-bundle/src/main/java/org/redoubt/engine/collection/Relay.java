package org.redoubt.engine.collection;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.vault.CollectReport;

/** Has a listener told by the thread that waits for the collection, whose streams and context are what the listener knows. Thread-safe. */
final class Relay implements CollectListener {
    private final CollectListener listener;
    private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();
    private volatile boolean ended;

    Relay(CollectListener listener) {
        this.listener = listener;
    }

    private interface Message {
        void tell() throws RedoubtException;
    }

    @Override
    public void purging(List<CheckpointId> checkpoints) throws RedoubtException {
        tell(() -> listener.purging(checkpoints));
    }

    @Override
    public void planned(CollectReport plan) throws RedoubtException {
        tell(() -> listener.planned(plan));
    }

    private void tell(Message message) throws RedoubtException {
        FutureTask<Void> told = new FutureTask<>(() -> {
            message.tell();
            return null;
        });
        messages.add(told);
        try {
            told.get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw BankCollections.stopped();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RedoubtException objection ? objection
                    : new RedoubtException(Problem.of(ProblemKind.INTERNAL, e.getCause()), e.getCause());
        }
    }

    /** The collection has ended, and tells nothing any more. */
    void end() {
        messages.add(() -> ended = true);
    }

    /** Tells what there is to tell until the collection has ended. */
    void listen() throws InterruptedException {
        while (!ended) {
            messages.take().run();
        }
    }
}
