package org.redoubt.engine.provider;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.Leases;

/** Where banks come from. */
interface BankSource {

    /**
     * Takes the bank of a name into use.
     *
     * @throws RedoubtException of kind {@code UNAVAILABLE} if it is not there
     */
    Lease<Bank> lease(String name) throws RedoubtException;

    /** All that are there, or should be, by name, with what keeps one from being there. */
    Map<String, Optional<Problem>> known();

    /** Since when the bank of a name is there, is away or does not answer; empty if it was never seen. */
    Optional<Instant> since(String name);

    /** Tells when there may be another one. */
    Leases changes();
}
