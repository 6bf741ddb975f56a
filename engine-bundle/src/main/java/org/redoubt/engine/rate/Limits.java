package org.redoubt.engine.rate;

import org.redoubt.api.bank.Bank;

/** What passes to and from one bank, by one limit for each direction. Thread-safe. */
public final class Limits {
    private final Throttle reads = new Throttle(Rate.UNLIMITED);
    private final Throttle writes = new Throttle(Rate.UNLIMITED);

    /**
     * Changes the limits, for those that use the bank already as well.
     *
     * @param read how much may come from it
     * @param write how much may go to it
     */
    public void set(Rate read, Rate write) {
        reads.set(read);
        writes.set(write);
    }

    /** The bank for one who uses it. */
    public LimitedBank of(Bank bank) {
        return new LimitedBank(bank, reads.join(), writes.join());
    }
}
