package org.redoubt.testkit.bank;

import java.util.Optional;
import org.redoubt.api.bank.Key;

/**
 * One call of a {@link FaultBank}.
 *
 * @param number its number among all calls of the bank, from 1
 * @param method what was called
 * @param key which object it is about; empty for a listing from the beginning
 */
public record BankCall(long number, BankMethod method, Optional<Key> key) {

    /** The key as text, empty if there is none. */
    public String keyText() {
        return key.map(Key::toString).orElse("");
    }

    @Override
    public String toString() {
        return number + ": " + method + " " + keyText();
    }
}
