package org.redoubt.vault.listing;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;

/**
 * A bank whose listings may be late, and that is therefore asked as late as it may be: what a listing gives has been so at some moment after it was asked for, as all
 * that the vault rests on demands.
 */
public final class PatientBank extends ForwardingBank {
    private static final int MOST_LISTINGS = 1000;

    private final Bank bank;
    private final Duration delay;
    // A listing that goes on has waited before its first page.
    private final Set<Key> ends = Collections.synchronizedSet(new LinkedHashSet<>());

    private PatientBank(Bank bank, Duration delay) {
        this.bank = bank;
        this.delay = delay;
    }

    /** The bank itself if its listings are never late, or nobody can tell by how much. */
    public static Bank of(Bank bank) {
        Duration delay = bank.traits().listingDelay().orElse(Duration.ZERO);
        return delay.isZero() ? bank : new PatientBank(bank, delay);
    }

    @Override
    protected Bank bank() {
        return bank;
    }

    @Override
    public BankTraits traits() {
        return bank.traits();
    }

    @Override
    public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
        if (after.filter(ends::remove).isEmpty()) {
            await();
        }
        Page page = bank.list(prefix, after, limit);
        if (page.more() && !page.objects().isEmpty()) {
            remember(page.objects().getLast().key());
        }
        return page;
    }

    private void await() throws BankException {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BankException.interrupted(e);
        }
    }

    /** Those that nobody goes on with are forgotten at some time; who does then waits once more. */
    private void remember(Key end) {
        if (ends.size() >= MOST_LISTINGS) {
            ends.clear();
        }
        ends.add(end);
    }
}
