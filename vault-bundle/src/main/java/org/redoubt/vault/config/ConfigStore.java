package org.redoubt.vault.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.wire.FormatException;

/**
 * Finds or makes the vault of a bank. The object {@code vault/config} decides by put-if-absent which vault a bank has; all other
 * objects stand below {@code vault/<id>}. Called on threads of the vault only.
 */
public final class ConfigStore {
    private static final Prefix ROOT = Prefix.of("vault");
    private static final Key KEY = ROOT.key("config");
    private static final int LONGEST = 1 << 16;

    private final Bank bank;

    /**
     * @param bank the bank
     */
    public ConfigStore(Bank bank) {
        this.bank = bank;
    }

    /** Where the objects of a vault stand. */
    public static Prefix place(VaultConfig config) {
        return ROOT.resolve(config.vaultId());
    }

    /** The vault of the bank, if it has one. A bank with objects of a vault but without its config is damaged. */
    public Optional<VaultConfig> find() throws VaultException {
        try (InputStream in = bank.get(KEY, ByteRange.ALL)) {
            return Optional.of(VaultConfig.decode(in.readNBytes(LONGEST)));
        } catch (FormatException e) {
            throw Failures.unusable(KEY.toString(), e.getMessage());
        } catch (IOException e) {
            throw Failures.unreadable(KEY.toString(), e);
        } catch (BankException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw failed(e);
            }
            refuseRemains();
            return Optional.empty();
        }
    }

    private void refuseRemains() throws VaultException {
        try {
            // Another process may have made the vault between the two looks; then the config is there by now.
            if (!bank.list(ROOT, Optional.empty(), 1).objects().isEmpty()) {
                bank.stat(KEY);
            }
        } catch (BankException e) {
            throw failed(e);
        }
    }

    private static VaultException failed(BankException cause) {
        return switch (cause.kind()) {
            case NOT_FOUND -> Failures.unusable(KEY.toString(), "it is missing");
            case DAMAGED, INVALID -> Failures.unusable(KEY.toString(), "the bank cannot read it as it was written");
            default -> Failures.bank(cause);
        };
    }

    /** The vault of the bank, made if it has none: of several callers one makes it and all get the same. */
    public VaultConfig findOrMake() throws VaultException {
        Optional<VaultConfig> found = find();
        if (found.isEmpty()) {
            try {
                bank.putIfAbsent(KEY, Body.of(new VaultConfig(UUID.randomUUID().toString()).encode()));
            } catch (BankException e) {
                throw Failures.bank(e);
            }
            found = find();
        }
        return found.orElseThrow(() -> Failures.unusable(KEY.toString(), "it vanished after it was written"));
    }
}
