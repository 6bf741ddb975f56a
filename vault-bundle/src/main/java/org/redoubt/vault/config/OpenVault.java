package org.redoubt.vault.config;

import org.redoubt.api.bank.Prefix;
import org.redoubt.vault.key.Keyring;

/**
 * A vault that was found in a bank and whose keys are at hand.
 *
 * @param config what it is
 * @param keyring its keys
 * @param generation of which state they are
 */
public record OpenVault(VaultConfig config, Keyring keyring, int generation) {

    /** Where its objects stand. */
    public Prefix place() {
        return ConfigStore.place(config.vaultId());
    }
}
