package org.redoubt.vault.session;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.commit.Verdicts;
import org.redoubt.vault.config.ConfigStore;
import org.redoubt.vault.config.OpenVault;
import org.redoubt.vault.config.PinnedBank;
import org.redoubt.vault.damage.DamageStore;
import org.redoubt.vault.document.SealedBank;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Catalogue;
import org.redoubt.vault.index.RunStore;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.key.KeyStore;
import org.redoubt.vault.listing.PatientBank;
import org.redoubt.vault.live.CollectionStore;
import org.redoubt.vault.live.Heart;
import org.redoubt.vault.live.LiveDocuments;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.work.Workers;

/**
 * The vault of one bank, as all sessions of this process share it.
 *
 * @param bank the bank, as long as it is the same store
 * @param vault the vault in it
 * @param catalogue what the vault holds
 * @param live where sessions and collections stand
 * @param collections the collections
 * @param heart gives signs of life for the sessions
 * @param temporary where temporary files go
 */
public record BankVault(PinnedBank bank, OpenVault vault, Catalogue catalogue, LiveDocuments live, CollectionStore collections, Heart heart, Path temporary)
        implements AutoCloseable {

    /**
     * Finds the vault of a bank.
     *
     * @param home what this home has of keys
     * @param make whether to make it if there is none
     * @param settings how its sessions are watched
     * @param temporary where temporary files go
     */
    public static BankVault open(Bank bank, KeyHome home, Workers workers, boolean make, LiveSettings settings, Path temporary) throws VaultException {
        return Workers.await(workers.access(() -> {
            PinnedBank pinned = pin(bank);
            ConfigStore configs = new ConfigStore(pinned, home);
            OpenVault vault = make ? configs.findOrMake() : configs.find().orElseThrow(() -> new VaultException(
                    Problem.of(ProblemKind.NOT_FOUND, "The bank holds no vault yet.").hint("Protect something first.")));
            Bank documents = new SealedBank(pinned, made -> vault.keyring());
            LiveDocuments live = new LiveDocuments(documents, vault.place());
            CollectionStore collections = new CollectionStore(live);
            Catalogue catalogue = catalogue(pinned, vault, collections, temporary);
            return new BankVault(pinned, vault, catalogue, live, collections, new Heart(live, collections, settings), temporary);
        }));
    }

    private static Catalogue catalogue(PinnedBank bank, OpenVault vault, CollectionStore collections, Path temporary) {
        Bank documents = new SealedBank(bank, made -> vault.keyring());
        Verdicts verdicts = new Verdicts(documents);
        return new Catalogue(new RunStore(bank, vault.place(), vault.keyring()), verdicts, collections, new DamageStore(new LiveDocuments(documents, vault.place()), vault.place()), temporary);
    }

    /** Another catalogue, that nobody shares. */
    public Catalogue newCatalogue() {
        return catalogue(bank, vault, collections, temporary);
    }

    /** Gives no more signs of life. */
    @Override
    public void close() {
        heart.close();
    }

    /** What nothing in the vault can be opened without: its config, and the newest of its wrapped keys. */
    Set<Key> ground() throws VaultException {
        Set<Key> ground = new HashSet<>(KeyStore.newest(bank, vault.place()));
        ground.add(ConfigStore.KEY);
        return ground;
    }

    /** Whether another bank has the same vault: what one names has the same name in the other. */
    public boolean isReplicaOf(BankVault other) {
        return vault.config().vaultId().equals(other.vault.config().vaultId());
    }

    private static PinnedBank pin(Bank bank) throws VaultException {
        try {
            return new PinnedBank(PatientBank.of(bank));
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    /** The id that a bank has at the moment. */
    public static String id(Bank bank, Workers workers) throws VaultException {
        return Workers.await(workers.access(() -> {
            try {
                return bank.id();
            } catch (BankException e) {
                throw Failures.bank(e);
            }
        }));
    }
}
