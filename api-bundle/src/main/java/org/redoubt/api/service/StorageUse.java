package org.redoubt.api.service;

import java.util.List;
import java.util.Objects;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.vault.Footprint;

/**
 * What several things take in a bank, of which each chunk is there once.
 *
 * @param <T> what is told apart
 * @param shares what belongs to each, in the order in which they were counted
 * @param total what all of them take together
 * @param missing how often a chunk is needed that is lost; it is not counted
 * @param problems what could not be read, and so is not counted
 */
public record StorageUse<T>(List<Share<T>> shares, Footprint total, long missing, List<Problem> problems) {

    /** Copies the lists. */
    public StorageUse {
        shares = List.copyOf(shares);
        Objects.requireNonNull(total);
        problems = List.copyOf(problems);
    }

    /** The bytes of all, as if nothing were shared. */
    public long bytes() {
        return shares.stream().mapToLong(Share::bytes).sum();
    }

    /**
     * The part of one.
     *
     * @param <T> what is told apart
     * @param of whose
     * @param bytes its bytes, holes not counted, as if nothing were shared
     * @param added what none of those before it has
     * @param only what no other one has, and nothing else in the bank either: what would not be needed any more without it
     */
    public record Share<T>(T of, long bytes, Footprint added, Footprint only) {
    }
}
