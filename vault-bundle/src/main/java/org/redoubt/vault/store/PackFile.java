package org.redoubt.vault.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.pack.PackName;

/**
 * Whole packs as they stand in a bank. Called on threads of the vault only.
 *
 * @param bank the bank
 * @param vault where the vault stands in it
 */
public record PackFile(Bank bank, Prefix vault) {

    /** The bytes of a pack; one more than it should have, if there are more. */
    public byte[] read(PackName name, long size) throws VaultException {
        String object = name.key(vault).toString();
        try (InputStream in = bank.get(name.key(vault), ByteRange.ALL)) {
            byte[] bytes = new byte[(int) Math.min(Integer.MAX_VALUE - 16, size)];
            int count = in.readNBytes(bytes, 0, bytes.length);
            boolean more = count == bytes.length && in.read() >= 0;
            return count < bytes.length || more ? Arrays.copyOf(bytes, more ? count + 1 : count) : bytes;
        } catch (IOException e) {
            throw Failures.unreadable(object, e);
        } catch (BankException e) {
            throw Failures.reading(object, e);
        }
    }
}
