package org.redoubt.api.vault;

import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.bank.Bank;

/**
 * The bulk-data layer above any bank: cuts streams into chunks, stores each chunk once, and checks every byte that it gives
 * back. All checkpoints of a bank share its vault. Thread-safe.
 */
@ProviderType
public interface Vault {

    /**
     * Opens a session. The vault in the bank is made at first use.
     *
     * @param bank the bank that holds the vault; used until the session is closed
     * @param options who writes, and how
     * @return the session
     * @throws VaultException if the bank holds no usable vault, or does not answer
     */
    VaultSession open(Bank bank, SessionOptions options) throws VaultException;
}
