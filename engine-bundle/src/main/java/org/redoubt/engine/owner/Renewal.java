package org.redoubt.engine.owner;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.engine.document.DocumentStore;
import org.redoubt.engine.provider.ProviderLease;

/**
 * Gives signs of life in one bank from a thread of its own, so that neither a hook nor another bank that is stuck can keep it from doing
 * so; until it is ended. The last sign is taken away at the end.
 */
final class Renewal {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.owner");
    /** A bank that takes longer for one small object keeps nobody else waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ProviderLease provider;
    private final LeaseObjects objects;
    private final Owner owner;
    private final AtomicLong numbers;
    private final Settings settings;
    private final String giver = UUID.randomUUID().toString();
    private final Queue<Key> signs;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;
    private volatile long lastNanos;

    /**
     * @param provider the bank; given back when this has ended
     * @param owner who is alive
     * @param numbers where the numbers of signs come from
     * @param signs those that are, or may be, in the bank and are to be taken away
     * @param settings how often, by which clock
     */
    Renewal(ProviderLease provider, Owner owner, AtomicLong numbers, Queue<Key> signs, Settings settings) {
        this.provider = provider;
        this.objects = new LeaseObjects(new DocumentStore(provider.documents()));
        this.owner = owner;
        this.numbers = numbers;
        this.signs = signs;
        this.settings = settings;
        this.thread = Thread.ofPlatform().daemon(true).name("redoubt-lease-" + provider.provider().bank()).unstarted(this::run);
    }

    /**
     * Gives the first sign and begins to give more.
     *
     * @throws BankException if the bank does not take it; then the bank is given back
     */
    void begin() throws BankException {
        boolean begun = false;
        try {
            sign();
            thread.start();
            begun = true;
        } finally {
            if (!begun) {
                provider.close();
            }
        }
    }

    /** Gives a sign, and takes away the one before when it is there. */
    void sign() throws BankException {
        // Nobody can have seen it before now, so nobody counts silence from an earlier moment.
        long nanos = settings.ticks().nanos();
        long number = numbers.incrementAndGet();
        if (!put(number)) {
            LOG.log(Level.WARNING, "Another runtime with the id " + owner + " writes to the bank " + provider.provider().bank()
                    + ": give one of the two homes a new identity by deleting its var/runtime.json.");
            return;
        }
        lastNanos = nanos;
        forget();
        signs.add(LeaseObjects.key(owner, number));
    }

    private boolean put(long number) throws BankException {
        try {
            return objects.put(owner, number, giver);
        } catch (BankException e) {
            // It may be there all the same.
            signs.add(LeaseObjects.key(owner, number));
            throw e;
        }
    }

    /** A sign that could not be taken away is tried again with the next one. */
    private void forget() {
        signs.removeIf(sign -> {
            try {
                objects.delete(sign);
                return true;
            } catch (BankException later) {
                return false;
            }
        });
    }

    /** For how long it could not be renewed, if that is too long, and it is one on this bank. */
    Optional<Duration> lapsed(String bank) {
        Duration age = Duration.ofNanos(settings.ticks().nanos() - lastNanos);
        return provider.provider().bank().equals(bank) && !isFresh() ? Optional.of(age) : Optional.empty();
    }

    boolean isFresh() {
        return settings.ticks().nanos() - lastNanos < settings.rhythm().get().silence().toNanos();
    }

    private void run() {
        boolean failing = false;
        try {
            while (!end.await(settings.rhythm().get().renewal().toNanos(), TimeUnit.NANOSECONDS)) {
                failing = renew(failing);
            }
        } catch (InterruptedException nobodyShould) {
            // Ending early is the safe side: the lease is not held any more.
            LOG.log(Level.WARNING, "The lease on the bank " + provider.provider().bank() + " was interrupted and ends.");
        }
        forget();
        provider.close();
    }

    private boolean renew(boolean failing) {
        try {
            sign();
            return false;
        } catch (BankException | RuntimeException e) {
            if (!failing) {
                LOG.log(Level.WARNING, "The lease on the bank " + provider.provider().bank() + " could not be renewed; it is tried again: " + e.getMessage());
            }
            return true;
        }
    }

    /** Gives no more signs, and takes the last one away. */
    void end() {
        end.countDown();
        boolean interrupted = false;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
