package org.redoubt.vault.session;

import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.config.ConfigStore;
import org.redoubt.vault.config.VaultConfig;
import org.redoubt.vault.index.Catalogue;
import org.redoubt.vault.index.RunStore;
import org.redoubt.vault.work.Workers;

/**
 * The vault of one bank, as all sessions of this process share it.
 *
 * @param bank the bank
 * @param place where its vault stands
 * @param catalogue what the vault holds
 */
public record BankVault(Bank bank, Prefix place, Catalogue catalogue) {

    /**
     * Finds the vault of a bank and reads its index.
     *
     * @param make whether to make it if there is none
     */
    public static BankVault open(Bank bank, Workers workers, boolean make) throws VaultException {
        return Workers.await(workers.access(() -> {
            ConfigStore configs = new ConfigStore(bank);
            VaultConfig config = make ? configs.findOrMake() : configs.find().orElseThrow(() -> new VaultException(
                    Problem.of(ProblemKind.NOT_FOUND, "The bank holds no vault yet.").hint("Protect something first.")));
            Prefix place = ConfigStore.place(config);
            return new BankVault(bank, place, new Catalogue(new RunStore(bank, place)));
        }));
    }
}
