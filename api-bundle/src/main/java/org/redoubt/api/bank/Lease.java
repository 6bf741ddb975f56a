package org.redoubt.api.bank;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The proof that an owner is alive, kept in a bank as numbered objects {@code lease/<owner>/<epoch>/<n>}. Whether a lease
 * has ended is judged by how long an observer saw no new number, never by comparing clocks. Thread-safe.
 */
@ProviderType
public interface Lease {

    /** Who holds it. */
    Owner owner();

    /** The fencing token: a later lease of the same work has a greater one. */
    long epoch();

    /** Whether this process still believes that it holds the lease. Only the single outcome of a checkpoint decides. */
    boolean held();
}
