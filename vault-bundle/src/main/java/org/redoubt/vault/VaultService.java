package org.redoubt.vault;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.RepairReport;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.Vault;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.collect.Collector;
import org.redoubt.vault.collect.Scene;
import org.redoubt.vault.config.ConfigStore;
import org.redoubt.vault.custody.Custody;
import org.redoubt.vault.document.DocumentKeys;
import org.redoubt.vault.document.SealedBank;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Catalogue;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.index.SessionCatalogue;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.listing.PatientBank;
import org.redoubt.vault.live.Heart;
import org.redoubt.vault.live.LiveSession;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.live.Pins;
import org.redoubt.vault.live.SessionStore;
import org.redoubt.vault.scrub.Seen;
import org.redoubt.vault.session.BankVault;
import org.redoubt.vault.session.Session;
import org.redoubt.vault.session.SessionSettings;
import org.redoubt.vault.store.Backing;
import org.redoubt.vault.store.Retention;
import org.redoubt.vault.work.Shares;
import org.redoubt.vault.work.Workers;

/** Opens sessions; those on one bank share what is known of its vault for as long as one of them is open. */
public final class VaultService implements Vault, AutoCloseable {
    /** Of a heap that may grow further the rest is for the graph of who uses the vault. */
    private static final long MOST_MEMORY = 144L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Bank, Shared> open = new IdentityHashMap<>();
    private final SessionSettings settings;
    private final LiveSettings watch;
    private final KeyHome home;
    private final Workers workers;
    private final Shares shares = new Shares(Math.min(MOST_MEMORY, Runtime.getRuntime().maxMemory()));
    private final Upkeep upkeep;

    /**
     * @param settings how sessions work
     * @param home what this home has of keys
     * @param threads how many threads compute
     */
    public VaultService(SessionSettings settings, KeyHome home, int threads) {
        this(settings, LiveSettings.DEFAULT, home, threads);
    }

    /**
     * @param settings how sessions work
     * @param watch how sessions and collections watch each other
     * @param home what this home has of keys
     * @param threads how many threads compute
     */
    public VaultService(SessionSettings settings, LiveSettings watch, KeyHome home, int threads) {
        this.settings = settings;
        this.watch = watch;
        this.home = home;
        this.workers = new Workers(threads);
        this.upkeep = new Upkeep(workers, settings, watch, home);
    }

    private static final class Shared {
        private final BankVault vault;
        private int sessions;

        Shared(BankVault vault) {
            this.vault = vault;
        }

        /** A bank that leads to another store now has another vault. */
        boolean is(String bankId) {
            return vault.bank().id().equals(bankId);
        }
    }

    @Override
    public VaultSession open(Bank bank, SessionOptions options) throws VaultException {
        Workers.checkInterrupt();
        Workers apart = workers.apart();
        Shared shared = share(bank, options.isWriting());
        CompletableFuture<Session> opening = apart.access(() -> session(bank, shared, options, apart));
        try {
            return Workers.await(opening);
        } catch (VaultException e) {
            if (opening.isCompletedExceptionally()) {
                leave(bank, shared);
            } else {
                // It goes on without its caller, who was interrupted; nobody will close what comes of it.
                opening.whenCompleteAsync((session, failure) -> abandon(bank, shared, Optional.ofNullable(session)), this::later);
            }
            throw e;
        }
    }

    /** Not where others compute: a slow bank may hold up the end of a session for long. */
    private void later(Runnable task) {
        workers.apart().access(() -> {
            task.run();
            return null;
        });
    }

    private void abandon(Bank bank, Shared shared, Optional<Session> session) {
        session.ifPresentOrElse(Session::close, () -> leave(bank, shared));
    }

    private Session session(Bank bank, Shared shared, SessionOptions options, Workers apart) throws VaultException {
        if (options.retention().isPresent() && !shared.vault.bank().traits().objectLock()) {
            throw Failures.unsupported("The bank cannot retain objects, and its data is to be retained.", shared.vault.bank().id());
        }
        Heart heart = shared.vault.heart();
        LiveSession live = heart.join(options);
        boolean opened = false;
        try {
            SessionCatalogue catalogue = new SessionCatalogue(shared.vault.catalogue(), origin(options), live.pins());
            catalogue.refresh();
            if (options.isWriting()) {
                catalogue.adopt();
            }
            opened = true;
            return new Session(apart, shares.join(), settings, shared.vault, catalogue, live, options.isWriting(),
                    new Retention(options.retention(), watch.clock()), () -> leave(bank, shared));
        } finally {
            if (!opened) {
                heart.leave(live, false);
            }
        }
    }

    private static Run.Origin origin(SessionOptions options) {
        return new Run.Origin(options.checkpoint().orElse(""), options.session().orElse(""), options.decision().map(Key::toString).orElse(""));
    }

    @Override
    public Bank documents(Bank bank) {
        Bank patient = PatientBank.of(bank);
        return new SealedBank(patient, new DocumentKeys(patient, home, workers.apart()));
    }

    @Override
    public Optional<String> id(Bank bank) throws VaultException {
        Workers.checkInterrupt();
        return Workers.await(workers.apart().access(() -> new ConfigStore(PatientBank.of(bank), home).id()));
    }

    @Override
    public void replicate(Bank bank, Bank original) throws VaultException {
        Workers.checkInterrupt();
        Workers.await(workers.apart().access(() -> {
            new ConfigStore(PatientBank.of(bank), home).replicate(new ConfigStore(PatientBank.of(original), home));
            return null;
        }));
    }

    @Override
    public VaultKeys keys(Bank bank, List<Secret> with) {
        return new Custody(PatientBank.of(bank), home, workers.apart(), with);
    }

    @Override
    public CollectReport collect(Bank bank, CollectOptions options, LiveData live) throws VaultException {
        Workers.checkInterrupt();
        Shared shared = share(bank, false);
        byte[] idKey = shared.vault.vault().keyring().idKey();
        try (Codecs codecs = new Codecs(() -> new RecordCodec(idKey, settings.level())); Shares.Share share = shares.join()) {
            return new Collector(scene(shared.vault, codecs, share), options, live).run();
        } finally {
            leave(bank, shared);
        }
    }

    @Override
    public ScrubReport scrub(Bank bank, ScrubOptions options, ScrubProgress progress) throws VaultException {
        Workers.checkInterrupt();
        Shared shared;
        try {
            shared = share(bank, false);
        } catch (VaultException e) {
            return upkeep.scrubWithoutKeys(PatientBank.of(bank), options, progress, e);
        }
        try {
            return upkeep.scrub(shared.vault, options, progress);
        } finally {
            leave(bank, shared);
        }
    }

    @Override
    public List<Key> missed(Bank bank, Optional<String> checkpoint) throws VaultException {
        Workers.checkInterrupt();
        String id = BankVault.id(bank, workers.apart());
        return Workers.await(workers.apart().access(() -> new Seen(home.seen(id)).missed(bank, checkpoint)));
    }

    @Override
    public List<ScrubNote> scrubs(Bank bank) throws VaultException {
        Shared shared = share(bank, false);
        try {
            return upkeep.scrubs(shared.vault);
        } finally {
            leave(bank, shared);
        }
    }

    @Override
    public RepairReport repair(Bank bank, RepairOptions options, LiveData live) throws VaultException {
        Workers.checkInterrupt();
        Shared shared = share(bank, false);
        try {
            if (options.from().isEmpty()) {
                return repair(shared.vault, Optional.empty(), options, live);
            }
            Bank other = options.from().get();
            Shared replica = share(other, false);
            try {
                return repair(shared.vault, Optional.of(replica.vault), options, live);
            } finally {
                leave(other, replica);
            }
        } finally {
            leave(bank, shared);
        }
    }

    private RepairReport repair(BankVault vault, Optional<BankVault> replica, RepairOptions options, LiveData live) throws VaultException {
        byte[] idKey = vault.vault().keyring().idKey();
        try (Codecs codecs = new Codecs(() -> new RecordCodec(idKey, settings.level())); Shares.Share share = shares.join()) {
            Scene scene = scene(vault, codecs, share);
            return upkeep.repair(vault, scene, replica.isEmpty() ? Optional.empty() : Optional.of(upkeep.replica(vault, replica.get(), codecs, share)), options, live);
        }
    }

    private Scene scene(BankVault vault, Codecs codecs, Shares.Share share) {
        Catalogue catalogue = vault.newCatalogue();
        SessionCatalogue alone = new SessionCatalogue(catalogue, new Run.Origin("", "collection", ""), new Pins());
        Backing backing = new Backing(workers.apart(), share, codecs, alone, vault.bank(), vault.vault().place(), vault.vault().keyring());
        return new Scene(backing, settings.packSize(), catalogue, vault.collections(), new SessionStore(vault.live()), vault.heart(), watch);
    }

    private Shared share(Bank bank, boolean make) throws VaultException {
        Workers apart = workers.apart();
        String id = BankVault.id(bank, apart);
        Optional<Shared> known = enter(bank, id);
        if (known.isPresent()) {
            return known.get();
        }
        // Not under the lock: a bank that does not answer must not keep others from opening sessions on another one.
        Shared fresh = new Shared(BankVault.open(bank, home, apart, make, watch, settings.temporary()));
        lock.lock();
        try {
            Shared shared = open.merge(bank, fresh, (old, mine) -> old.is(mine.vault.bank().id()) ? old : mine);
            if (shared != fresh) {
                fresh.vault.close();
            }
            shared.sessions++;
            return shared;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Shared> enter(Bank bank, String id) {
        lock.lock();
        try {
            Optional<Shared> known = Optional.ofNullable(open.get(bank)).filter(shared -> shared.is(id));
            known.ifPresent(shared -> shared.sessions++);
            return known;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Bank bank, Shared shared) {
        lock.lock();
        try {
            if (--shared.sessions == 0) {
                shared.vault.close();
                open.remove(bank, shared);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the threads when their work is done; sessions that are open fail at their next use, and give no sign of life any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            open.values().forEach(shared -> shared.vault.close());
        } finally {
            lock.unlock();
        }
        workers.close();
    }
}
