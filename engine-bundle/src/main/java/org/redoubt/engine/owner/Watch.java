package org.redoubt.engine.owner;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.provider.BankProbe;
import org.redoubt.engine.provider.ProviderLease;
import org.redoubt.engine.provider.ProviderRegistry;

/**
 * Looks into the banks of all providers, when they come and again and again, for what is left unfinished. Each bank is looked into by a
 * thread of its own, so that one that is stuck does not hide the others.
 */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.owner");
    /** How soon a provider that has just come is noticed. */
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ProviderRegistry providers;
    private final Owner self;
    private final Workers workers;
    private final Settings settings;
    private final InstantSource clock;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final Set<String> away = ConcurrentHashMap.newKeySet();
    /** Banks without the probe that an earlier life of this runtime may have left there. */
    private final Set<String> cleared = ConcurrentHashMap.newKeySet();
    private final Map<String, BankWatch> banks = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon(true).name("redoubt-watch").unstarted(this::run);

    /** A look into the bank of a provider. */
    private record Look(long beginNanos, Thread thread) {
    }

    /**
     * Nothing happens before it is started.
     *
     * @param providers where banks come from
     * @param self this runtime
     * @param workers what this runtime does itself
     * @param settings how often, by which clock
     * @param clock the clock to take times from
     */
    public Watch(ProviderRegistry providers, Owner self, Workers workers, Settings settings, InstantSource clock) {
        this.providers = providers;
        this.self = self;
        this.workers = workers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Begins to look. */
    public Watch start() {
        thread.start();
        return this;
    }

    /** Who is at work on a checkpoint, as far as that was seen in one of the banks. */
    public Optional<Writer> writer(CheckpointId checkpoint) {
        return banks.values().stream().flatMap(bank -> bank.writer(checkpoint).stream()).findFirst();
    }

    private void run() {
        try {
            do {
                for (String name : providers.names()) {
                    if (isDue(name)) {
                        Thread looker = Thread.ofPlatform().daemon(true).name("redoubt-watch-" + name).unstarted(() -> look(name));
                        looks.put(name, new Look(settings.ticks().nanos(), looker));
                        looker.start();
                    }
                }
            } while (!end.await(BEAT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException nobodyShould) {
            LOG.log(Level.WARNING, "The watch over what is unfinished was interrupted and ends.");
        }
    }

    private boolean isDue(String name) {
        Look before = looks.get(name);
        return before == null || !before.thread().isAlive()
                && (away.contains(name) || settings.ticks().nanos() - before.beginNanos() >= settings.rhythm().get().watch().toNanos());
    }

    private void look(String name) {
        try (ProviderLease provider = lease(name)) {
            banks.computeIfAbsent(provider.bankId(), id -> new BankWatch(self, workers, settings, clock))
                    .look(provider.provider().bank(), provider.documents());
            if (!cleared.contains(provider.bankId())) {
                new BankProbe(provider, self.runtime()).clear();
                cleared.add(provider.bankId());
            }
        } catch (RedoubtException notNow) {
            LOG.log(Level.DEBUG, "The bank of the provider " + name + " cannot be looked into: " + notNow.getMessage());
        } catch (RuntimeException broken) {
            LOG.log(Level.WARNING, "The bank of the provider " + name + " could not be looked into.", broken);
        }
    }

    private ProviderLease lease(String name) throws RedoubtException {
        try {
            ProviderLease lease = providers.lease(name);
            away.remove(name);
            return lease;
        } catch (RedoubtException missing) {
            if (missing.kind() == ProblemKind.UNAVAILABLE) {
                away.add(name);
            }
            throw missing;
        }
    }

    /** Ends, and waits a while for looks that are going on. */
    @Override
    public void close() {
        end.countDown();
        long last = System.nanoTime() + PATIENCE.toNanos();
        try {
            thread.join(PATIENCE);
            for (Look look : looks.values()) {
                look.thread().join(Duration.ofNanos(Math.max(1, last - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
