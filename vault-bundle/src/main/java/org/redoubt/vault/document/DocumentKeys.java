package org.redoubt.vault.document;

import org.redoubt.api.bank.Bank;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.config.ConfigStore;
import org.redoubt.vault.config.OpenVault;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.work.Workers;

/** The keys of the vault of one bank, looked for when they are needed for the first time. Thread-safe. */
public final class DocumentKeys implements SealedBank.Keys {
    private final Bank bank;
    private final KeyHome home;
    private final Workers workers;
    private volatile Keyring known;

    /**
     * @param bank the bank, the same store as long as this is used
     * @param home what this home has of keys
     * @param workers where the work is done
     */
    public DocumentKeys(Bank bank, KeyHome home, Workers workers) {
        this.bank = bank;
        this.home = home;
        this.workers = workers;
    }

    @Override
    public Keyring keyring(boolean make) throws VaultException {
        Keyring keyring = known;
        if (keyring == null) {
            keyring = Workers.await(workers.access(() -> look(make))).keyring();
            known = keyring;
        }
        return keyring;
    }

    private OpenVault look(boolean make) throws VaultException {
        ConfigStore configs = new ConfigStore(bank, home);
        return make ? configs.findOrMake() : configs.find().orElseThrow(() -> new VaultException(
                Problem.of(ProblemKind.DAMAGED, "The bank has no vault, and so no keys for what is sealed in it.")));
    }
}
