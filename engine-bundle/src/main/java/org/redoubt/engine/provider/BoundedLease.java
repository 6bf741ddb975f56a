package org.redoubt.engine.provider;

import org.redoubt.api.bank.Bank;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.Offer;

/**
 * A bank in use, each call of which has to come back in time. Thread-safe.
 *
 * @param lease on the bank
 * @param calls the calls of the bank
 */
record BoundedLease(Lease<Bank> lease, BankCalls calls) implements Lease<Bank> {
    @Override
    public Offer offer() {
        return lease.offer();
    }

    @Override
    public Bank service() {
        return new BoundedBank(lease.service(), calls);
    }

    @Override
    public boolean draining() {
        return lease.draining();
    }

    @Override
    public boolean gone() {
        return lease.gone();
    }

    @Override
    public void onAbandoned(Runnable action) {
        lease.onAbandoned(action);
    }

    @Override
    public void close() {
        lease.close();
    }
}
