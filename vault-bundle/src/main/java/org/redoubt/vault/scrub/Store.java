package org.redoubt.vault.scrub;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.listing.Listing;

/**
 * The objects of a bank as a scrub sees them. Called on threads of the vault only.
 *
 * @param bank the bank
 */
record Store(Bank bank) {

    /** What is listed below a prefix, in the order of the keys. */
    List<ObjectInfo> list(Prefix prefix) throws VaultException {
        return Listing.of(bank, prefix);
    }

    /**
     * The bytes of an object; empty if it is not there.
     *
     * @param most how many bytes are read of it at the most
     * @throws VaultException of kind {@code DAMAGED} if the bank, or the seal in front of it, cannot read it
     */
    Optional<byte[]> read(Key key, int most) throws VaultException {
        try (InputStream in = bank.get(key, ByteRange.ALL)) {
            return Optional.of(in.readNBytes(most));
        } catch (IOException e) {
            throw Failures.unreadable(key.toString(), e);
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e.kind() == ProblemKind.DAMAGED ? Failures.bank(e) : Failures.reading(key.toString(), e);
        }
    }
}
