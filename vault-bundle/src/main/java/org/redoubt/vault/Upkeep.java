package org.redoubt.vault;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.RepairReport;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.collect.Scene;
import org.redoubt.vault.damage.DamageStore;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.index.SessionCatalogue;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.live.Heart;
import org.redoubt.vault.live.LiveSession;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.live.Pins;
import org.redoubt.vault.repair.Repairer;
import org.redoubt.vault.repair.Replica;
import org.redoubt.vault.scrub.BlindScrubber;
import org.redoubt.vault.scrub.ScrubNotes;
import org.redoubt.vault.scrub.Scrubber;
import org.redoubt.vault.scrub.Seen;
import org.redoubt.vault.scrub.Site;
import org.redoubt.vault.session.BankVault;
import org.redoubt.vault.session.SessionSettings;
import org.redoubt.vault.store.Backing;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.work.Shares;
import org.redoubt.vault.work.Workers;

/** What keeps vaults sound. Thread-safe. */
final class Upkeep {
    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());
    private static final int LONGEST_END_SECONDS = 30;

    private final Workers workers;
    private final SessionSettings settings;
    private final LiveSettings watch;
    private final KeyHome home;

    Upkeep(Workers workers, SessionSettings settings, LiveSettings watch, KeyHome home) {
        this.workers = workers;
        this.settings = settings;
        this.watch = watch;
        this.home = home;
    }

    /** Others see it as a session that reads. */
    ScrubReport scrub(BankVault vault, ScrubOptions options, ScrubProgress progress) throws VaultException {
        Heart heart = vault.heart();
        LiveSession session = Workers.await(workers.apart().access(() -> heart.join(SessionOptions.reading())));
        byte[] idKey = vault.vault().keyring().idKey();
        try (Codecs codecs = new Codecs(() -> new RecordCodec(idKey, settings.level()))) {
            Site site = new Site(workers.apart(), codecs, vault.bank(), vault.vault().place(), vault.vault().keyring(), vault.newCatalogue(), vault.collections(),
                    vault.live(), new Seen(home.seen(vault.bank().id())), watch.clock());
            return new Scrubber(site, options, progress).run();
        } finally {
            end(heart, session);
        }
    }

    /** What is left where this fails is taken for a session that gives no sign of life. */
    private void end(Heart heart, LiveSession session) {
        try {
            Workers.await(workers.apart().access(() -> {
                heart.leave(session, false);
                return null;
            }).orTimeout(LONGEST_END_SECONDS, TimeUnit.SECONDS));
        } catch (VaultException e) {
            LOG.log(Level.DEBUG, "The end of a scrub could not be stored: {0}", e.problem());
        }
    }

    /**
     * Scrubs a vault that cannot be opened, as far as that is possible.
     *
     * @param why why it cannot be opened
     * @throws VaultException this one, if it keeps from what was asked for, too
     */
    ScrubReport scrubWithoutKeys(Bank bank, ScrubOptions options, ScrubProgress progress, VaultException why) throws VaultException {
        boolean possible = !options.isAcceptingMissing() && switch (why.kind()) {
            case DAMAGED -> true;
            case DENIED -> options.depth() != CheckDepth.CONTENT && options.shares() == 1;
            default -> false;
        };
        if (!possible) {
            throw why;
        }
        return new BlindScrubber(workers.apart(), bank, watch.clock(), options, progress).run(why);
    }

    /** Others see it as a session that reads. */
    RepairReport repair(BankVault vault, Scene scene, Optional<Replica> replica, RepairOptions options, LiveData live) throws VaultException {
        Heart heart = vault.heart();
        LiveSession session = Workers.await(workers.apart().access(() -> heart.join(SessionOptions.reading())));
        try {
            return new Repairer(scene, new DamageStore(vault.live(), vault.vault().place()), live, options, replica).run();
        } finally {
            end(heart, session);
        }
    }

    /** Another bank, to take from what is lost in one. */
    Replica replica(BankVault vault, BankVault other, Codecs codecs, Shares.Share share) throws VaultException {
        if (!other.isReplicaOf(vault)) {
            throw Failures.invalid("The other bank has another vault, in which nothing has the same name: what is lost here cannot be found there.");
        }
        SessionCatalogue catalogue = new SessionCatalogue(other.newCatalogue(), new Run.Origin("", "repair", ""), new Pins());
        Workers.await(workers.apart().access(() -> {
            catalogue.refresh();
            return null;
        }));
        return new Replica(new ChunkSource(new Backing(workers.apart(), share, codecs, catalogue, other.bank(), other.vault().place(), other.vault().keyring())));
    }

    /** What is remembered of scrubs. */
    List<ScrubNote> scrubs(BankVault vault) throws VaultException {
        return Workers.await(workers.apart().access(() -> new ScrubNotes(vault.live(), vault.vault().place()).all()));
    }
}
