package org.redoubt.engine.owner;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.Settled;
import org.redoubt.engine.checkpoint.Unfinished;
import org.redoubt.engine.document.DocumentStore;

/** Looks for what is left unfinished in one bank by those that are gone. Thread-safe. */
final class BankWatch {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.owner");

    private final Owner self;
    private final Workers workers;
    private final Settings settings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Sightings sightings = new Sightings();
    /** Who was at work on what at the last look, and when they gave their last sign. */
    private volatile Map<CheckpointId, Seen> seen = Map.of();

    private record Seen(Owner owner, long sinceNanos) {
    }

    BankWatch(Owner self, Workers workers, Settings settings, InstantSource clock) {
        this.self = self;
        this.workers = workers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Who is at work on a checkpoint, as far as it was seen at the last look. */
    Optional<Writer> writer(CheckpointId checkpoint) {
        return Optional.ofNullable(seen.get(checkpoint)).map(work -> new Writer(work.owner(), Duration.ofNanos(settings.ticks().nanos() - work.sinceNanos())));
    }

    /** Looks once, and settles what can be settled. One that comes while another one looks leaves it to that one. */
    void look(String bankName, Bank bank) throws BankException {
        if (!lock.tryLock()) {
            return;
        }
        try {
            lookAlone(bankName, bank);
        } finally {
            lock.unlock();
        }
    }

    private void lookAlone(String bankName, Bank bank) throws BankException {
        CheckpointStore store = new CheckpointStore(bank, clock);
        LeaseObjects signs = new LeaseObjects(new DocumentStore(bank));
        List<Unfinished> unfinished = store.unfinished();
        long begun = settings.ticks().nanos();
        Map<Owner, Long> last = signs.last();
        Set<Owner> concerned = new HashSet<>(last.keySet());
        unfinished.forEach(work -> concerned.add(work.owner()));
        long ended = settings.ticks().nanos();
        sightings.see(last, concerned, ended);
        seen = unfinished.stream().collect(Collectors.toUnmodifiableMap(Unfinished::checkpoint, work -> new Seen(work.owner(), sightings.since(work.owner(), ended)),
                (one, other) -> one));
        Duration limit = limit(bank);
        for (Unfinished work : unfinished) {
            if (isLeft(work, begun, limit)) {
                settle(bankName, store, work);
                concerned.remove(work.owner());
            } else {
                last.remove(work.owner());
            }
        }
        for (Owner owner : last.keySet()) {
            if (!owner.equals(self) && isGone(owner, begun, limit)) {
                signs.deleteAll(owner);
            }
        }
    }

    /** A sign may be there and not be listed yet. */
    private Duration limit(Bank bank) {
        Duration silence = settings.rhythm().get().silence();
        return silence.plus(bank.traits().listingDelay().orElse(silence));
    }

    private boolean isLeft(Unfinished work, long nanos, Duration limit) {
        if (work.owner().equals(self)) {
            return !workers.isRunning(work.operation());
        }
        boolean kept = work.owner().runtime().equals(self.runtime()) && workers.goesOn(work.operation());
        return !kept && isGone(work.owner(), nanos, limit);
    }

    /** An earlier life of this runtime is gone for certain, as the home has one runtime at a time. A later one means a copied home. */
    private boolean isGone(Owner owner, long nanos, Duration limit) {
        boolean earlier = owner.runtime().equals(self.runtime()) && owner.incarnation() < self.incarnation();
        return earlier || sightings.isSilent(owner, nanos, limit);
    }

    private void settle(String bankName, CheckpointStore store, Unfinished work) throws BankException {
        Settled settled;
        try {
            settled = store.settle(work, self, reason(work), () -> !workers.isRunning(work.operation()));
        } catch (BankException e) {
            if (e.kind() != ProblemKind.RETAINED) {
                throw e;
            }
            // What the bank retains goes when its time is over; the others are not to wait for that.
            LOG.log(Level.DEBUG, "Checkpoint {0} in the bank {1} cannot be settled yet: {2}", work.checkpoint(), bankName, e.getMessage());
            return;
        }
        if (settled != Settled.NOTHING) {
            LOG.log(Level.INFO, "Checkpoint " + work.checkpoint() + " in the bank " + bankName + " is "
                    + (settled == Settled.INTERRUPTED ? "interrupted" : "not deleted") + ": its runtime " + work.owner() + " is gone.");
        }
    }

    private Problem reason(Unfinished work) {
        String message = !work.owner().runtime().equals(self.runtime()) ? "The runtime that was at work on it is gone."
                : work.owner().equals(self) ? "The operation that was at work on it could not end it in the bank."
                : "This runtime ended while it was at work on it.";
        return Problem.of(ProblemKind.CONFLICT, message)
                .hint("Go on with it by `redoubt resume " + work.operation() + "` where it began, or delete it by `redoubt delete " + work.checkpoint() + "`.")
                .subject(work.checkpoint().value());
    }
}
