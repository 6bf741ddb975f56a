package org.redoubt.vault.scrub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.work.Workers;

/**
 * Looks at many packs, as many at a time as there are threads that compute, and one more that is read meanwhile. What is read and not looked at
 * yet is bounded. For one thread.
 */
final class PackPass {
    private static final long MOST_BYTES = 96 << 20;

    private final Workers workers;
    private final PackLook look;
    private final Taker taker;
    private final ScrubProgress progress;
    private final Amount all;
    private final Deque<Pending> running = new ArrayDeque<>();
    private long inFlight;
    private Amount done = Amount.NONE;

    /** Takes how packs were found. */
    interface Taker {
        void take(PackState state) throws VaultException;
    }

    private record Pending(PackWork work, CompletableFuture<PackState> state) {
    }

    PackPass(Workers workers, PackLook look, Taker taker, ScrubProgress progress, Amount all) {
        this.workers = workers;
        this.look = look;
        this.taker = taker;
        this.progress = progress;
        this.all = all;
    }

    void add(PackWork work) throws VaultException {
        while (!running.isEmpty() && (running.size() > workers.threads() || inFlight + work.size() > MOST_BYTES)) {
            take(running.poll());
        }
        inFlight += work.size();
        running.add(new Pending(work, workers.access(() -> look.read(work)).thenCompose(bytes -> look(work, bytes))));
    }

    private CompletableFuture<PackState> look(PackWork work, Optional<byte[]> bytes) {
        return bytes.isEmpty() ? CompletableFuture.completedFuture(PackState.gone(work.name())) : workers.compute(() -> look.look(work, bytes.get()));
    }

    private void take(Pending pending) throws VaultException {
        PackState state;
        try {
            state = Workers.await(pending.state());
        } catch (VaultException e) {
            state = look.unreadable(pending.work(), e);
        }
        inFlight -= pending.work().size();
        done = done.plus(pending.work().size());
        taker.take(state);
        progress.scrubbed(done, all);
    }

    /** Waits until all were looked at. */
    Amount finish() throws VaultException {
        while (!running.isEmpty()) {
            take(running.poll());
        }
        return done;
    }
}
