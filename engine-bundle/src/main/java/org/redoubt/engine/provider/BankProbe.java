package org.redoubt.engine.provider;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultKey;

/**
 * Whether a bank takes what is written to it. That is tried by writing, as nothing else tells of rights, quotas and disks that are
 * mounted for reading only.
 *
 * @param provider whose bank
 * @param runtime who asks: each runtime has one key, so that it finds a probe that was cut off
 */
public record BankProbe(ProviderLease provider, String runtime) {
    private static final Body PROBE = Body.of("Written to see whether it can be; to be deleted.\n");

    /** What is in the way. Leaves nothing behind. */
    public List<Problem> problems() {
        Bank bank = provider.bank();
        if (provider.provider().retention().isPresent() && !bank.traits().objectLock()) {
            return List.of(Problem.of(ProblemKind.UNSUPPORTED, "The bank \"" + provider.provider().bank() + "\" has no object lock, and retainDays asks it to retain data.")
                    .hint("Use a bank with object lock, or take retainDays out of the configuration.").subject(provider.provider().name()));
        }
        try {
            put(bank, key());
            bank.delete(key());
            return locked(bank).stream().toList();
        } catch (BankException refused) {
            Problem problem = refused.problem();
            return List.of(Problem.of(problem.kind(), "Nothing can be written to the bank \"" + provider.provider().bank() + "\": " + problem.message())
                    .hint(problem.hint().orElse("Make it writable, or use another provider.")).subject(provider.provider().name()));
        }
    }

    /** What keeps the vault from being opened with what this home has of keys; all else is told by who opens it. */
    private Optional<Problem> locked(Bank bank) {
        try {
            List<VaultKey> keys = provider.vault().keys(bank, List.of()).list();
            return keys.isEmpty() || keys.stream().anyMatch(VaultKey::atHand) ? Optional.empty()
                    : Optional.of(Problem.of(ProblemKind.DENIED, "None of the keys at hand opens the vault of the bank \"" + provider.provider().bank() + "\".")
                            .hint("`redoubt key list` names those that do.").subject(provider.provider().name()));
        } catch (RedoubtException refused) {
            boolean key = refused.kind() == ProblemKind.DENIED || refused.kind() == ProblemKind.DAMAGED;
            return Optional.of(refused.problem()).filter(problem -> key);
        }
    }

    /** Removes what was left by one that was cut off. */
    public void clear() throws BankException {
        provider.bank().delete(key());
    }

    private Key key() {
        return Key.of("probe/" + runtime);
    }

    /** A bank that says that it did not store the object may have done so. */
    private static void put(Bank bank, Key key) throws BankException {
        try {
            bank.put(key, PROBE);
        } catch (BankException refused) {
            try {
                bank.delete(key);
            } catch (BankException alike) {
                refused.addSuppressed(alike);
            }
            throw refused;
        }
    }
}
