package org.redoubt.engine.provider;

import org.redoubt.api.bank.Bank;
import org.redoubt.api.vault.Vault;

/** A provider in use by an operation: its bank and the vault, until it is closed. Thread-safe. */
public interface ProviderLease extends AutoCloseable {

    /** Which provider, as it was configured when the lease was made. */
    Provider provider();

    /**
     * Its bank. While the service behind it is away, every call fails with an error of kind {@code UNAVAILABLE}, and goes on
     * when a bank of the same name and the same stored id is back. A bank with another id is never used instead. Bulk data moves at
     * the rate that is configured.
     */
    Bank bank();

    /** Its bank as the place of documents that decisions are taken from: the vault seals what is put through it. */
    Bank documents();

    /** The stored id of the bank. */
    String bankId();

    /** The vault. */
    Vault vault();

    /** Gives both back. Idempotent; never throws. */
    @Override
    void close();
}
