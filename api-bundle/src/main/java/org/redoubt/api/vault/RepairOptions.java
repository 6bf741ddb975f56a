package org.redoubt.api.vault;

import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.bank.Bank;

/** How a vault is repaired. Immutable. */
public final class RepairOptions {
    private static final RepairOptions DEFAULTS = new RepairOptions(false, false, Optional.empty());

    private final boolean dryRun;
    private final boolean careful;
    private final Optional<Bank> from;

    private RepairOptions(boolean dryRun, boolean careful, Optional<Bank> from) {
        this.dryRun = dryRun;
        this.careful = careful;
        this.from = from;
    }

    /** Repairs from what is in the bank itself. */
    public static RepairOptions defaults() {
        return DEFAULTS;
    }

    /** These options, only to see what could be done: nothing is stored. */
    public RepairOptions dryRun() {
        return new RepairOptions(true, careful, from);
    }

    /** These options, dropping no damaged index object: it is not known what all checkpoints need, and somebody may put back what they do. */
    public RepairOptions careful() {
        return new RepairOptions(dryRun, true, from);
    }

    /** These options, taking what is lost from another bank that has the same vault; used until the repair has ended. */
    public RepairOptions from(Bank replica) {
        return new RepairOptions(dryRun, careful, Optional.of(Objects.requireNonNull(replica)));
    }

    /** Whether nothing is stored. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** Whether no damaged index object is dropped. */
    public boolean isCareful() {
        return careful;
    }

    /** The bank that lost chunks are taken from. */
    public Optional<Bank> from() {
        return from;
    }
}
