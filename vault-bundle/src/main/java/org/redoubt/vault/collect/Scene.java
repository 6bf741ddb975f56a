package org.redoubt.vault.collect;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.index.Catalogue;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.index.RunStore;
import org.redoubt.vault.live.CollectionStore;
import org.redoubt.vault.live.Collections;
import org.redoubt.vault.live.Heart;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.live.Ruling;
import org.redoubt.vault.live.SessionStore;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.retention.Locks;
import org.redoubt.vault.store.Backing;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.store.Repacker;
import org.redoubt.vault.store.Retention;
import org.redoubt.vault.work.Workers;

/**
 * What a collection works on: the vault of one bank.
 *
 * @param backing where chunks are, as this collection alone sees it
 * @param packSize how long a pack may become
 * @param catalogue what is believed, which no session shares
 * @param collections the collections
 * @param sessions the sessions of all processes
 * @param heart answers for those of this one
 * @param settings how they are watched
 */
public record Scene(Backing backing, int packSize, Catalogue catalogue, CollectionStore collections, SessionStore sessions, Heart heart,
        LiveSettings settings) {

    /** What is done on a thread of the vault that reaches banks. */
    public interface Step {
        /** Does it. */
        void run() throws VaultException;
    }

    /** Asks something on a thread of the vault that reaches banks. */
    public <T> T on(Callable<T> task) throws VaultException {
        return Workers.await(backing.workers().access(task));
    }

    /** Does something on such a thread. */
    public void step(Step task) throws VaultException {
        on(() -> {
            task.run();
            return null;
        });
    }

    /** Refuses a bank on which nobody can tell who else is at work. */
    public void demandPromises(CollectOptions options) throws VaultException {
        BankTraits traits = backing.bank().traits();
        if (!options.isAlone() && (!traits.atomicPutIfAbsent() || traits.listingDelay().isEmpty())) {
            throw new VaultException(Problem.of(ProblemKind.UNSUPPORTED, "The bank promises too little for a collection to be safe while others use it.")
                    .hint("See to it that nobody else uses the bank, and say so."));
        }
    }

    /** Of two that begin at the same time at least one sees the other, and gives up. */
    public void demandAlone(long number, Collections before) throws VaultException {
        Collections now = collections.look();
        boolean alone = now.newest() == number && now.undecided().containsKey(number) && now.ruling().equals(before.ruling());
        for (long other : now.undecided().keySet()) {
            alone &= other == number || collections.decide(other, Ruling.ABANDONED);
        }
        if (!alone) {
            throw overtaken();
        }
    }

    /** Somebody else has decided meanwhile. */
    public static VaultException overtaken() {
        return new VaultException(Problem.of(ProblemKind.CONFLICT, "Another collection of the same vault has begun.").hint("Wait for that one."));
    }

    /** Somebody has committed something meanwhile that was not known when it was met. */
    static VaultException committed(VaultException cause) {
        return new VaultException(Problem.of(ProblemKind.CONFLICT, "What the vault has to keep changed while that was looked at, so nothing was deleted.")
                .hint("Collect again."), cause);
    }

    /** Where runs are. */
    public RunStore runStore() {
        return new RunStore(backing.bank(), backing.vault(), backing.keyring());
    }

    /** Writes runs that count if the decision about a collection names them, to stay until a time if there is one. */
    public Runs runs(long number, Set<PackName> gone, Optional<Instant> until) {
        return new Runs(backing.workers(), runStore(), new Run.Origin("", "collection", collections.decision(number).toString()), gone, until);
    }

    /** Stores records in new packs, to stay until a time if there is one. */
    public Repacker repacker(Optional<Instant> until) {
        return new Repacker(backing, packSize, Retention.until(until));
    }

    Locks locks() {
        return new Locks(backing.bank());
    }

    /** Until when what is believed now is retained, if it is: what takes its place has to stay as long. */
    public Optional<Instant> retained() throws VaultException {
        return on(() -> locks().last(catalogue.believed().keySet()));
    }

    Mark mark() {
        return new Mark(backing.catalogue(), new ChunkSource(backing));
    }

    /** Does what was decided. */
    public Finisher finisher() {
        return new Finisher(backing.bank(), backing.vault(), collections);
    }

    Handshake handshake(LiveData live) {
        return new Handshake(backing.workers(), sessions, heart, settings, live);
    }

    /** The packs that are listed now, with their lengths. */
    public Map<PackName, Long> listPacks() throws VaultException {
        return Inventory.list(backing.bank(), backing.vault());
    }

    /** The packs of what some checkpoints have stored that nobody has committed. */
    Set<PackName> packsOf(Set<String> checkpoints) throws VaultException {
        Set<PackName> packs = new HashSet<>();
        RunStore store = runStore();
        for (Map.Entry<Key, Run.Origin> run : catalogue.unbelieved().entrySet()) {
            if (checkpoints.contains(run.getValue().checkpoint())) {
                store.read(run.getKey()).ifPresent(read -> read.packs().forEach(pack -> packs.add(pack.name())));
            }
        }
        return packs;
    }

    /** The names of the runs that count since a collection wrote them. */
    public Set<String> collected() throws VaultException {
        Set<String> runs = new HashSet<>();
        collections.look().ruling().ifPresent(ruling -> runs.addAll(ruling.runs()));
        return runs;
    }
}
