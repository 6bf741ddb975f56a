package org.redoubt.api.vault;

import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.bank.Bank;

/** How a vault is repaired. Immutable. */
public final class RepairOptions {
    private static final RepairOptions DEFAULTS = new RepairOptions(false, Optional.empty());

    private final boolean dryRun;
    private final Optional<Bank> from;

    private RepairOptions(boolean dryRun, Optional<Bank> from) {
        this.dryRun = dryRun;
        this.from = from;
    }

    /** Repairs from what is in the bank itself. */
    public static RepairOptions defaults() {
        return DEFAULTS;
    }

    /** These options, only to see what could be done: nothing is stored. */
    public RepairOptions dryRun() {
        return new RepairOptions(true, from);
    }

    /** These options, taking what is lost from another bank that has the same vault; used until the repair has ended. */
    public RepairOptions from(Bank replica) {
        return new RepairOptions(dryRun, Optional.of(Objects.requireNonNull(replica)));
    }

    /** Whether nothing is stored. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** The bank that lost chunks are taken from. */
    public Optional<Bank> from() {
        return from;
    }
}
