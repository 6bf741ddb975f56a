package org.redoubt.vault.retention;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;

/**
 * Until when a bank retains what stands in it; one without object lock is not even asked. Called on threads of the vault only.
 *
 * @param bank the bank
 */
public record Locks(Bank bank) {

    /** Until when an object is retained, if it is. */
    public Optional<Instant> until(Key key) throws VaultException {
        if (!bank.traits().objectLock()) {
            return Optional.empty();
        }
        try {
            return bank.retainedUntil(key);
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    /** Until when the last of some objects is retained, if any is: what stands in for them has to stay as long. */
    public Optional<Instant> last(Collection<Key> keys) throws VaultException {
        Optional<Instant> last = Optional.empty();
        for (Key key : keys) {
            Optional<Instant> until = until(key);
            if (until.isPresent() && last.filter(until.get()::isBefore).isEmpty()) {
                last = until;
            }
        }
        return last;
    }

    /** Has an object retained. Whether it was there. */
    public boolean extend(Key key, Instant until) throws VaultException {
        try {
            bank.retain(key, until);
            return true;
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return false;
            }
            throw Failures.bank(e);
        }
    }
}
