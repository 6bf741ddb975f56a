package org.redoubt.engine.collection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Collection.Kept;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.provider.Provider;
import org.redoubt.engine.provider.ProviderRegistry;

/**
 * The deleted checkpoints of a bank.
 *
 * @param due those whose grace is over
 * @param kept those that are in their grace
 */
record Graves(List<StoredCheckpoint> due, List<Kept> kept) {

    /**
     * Looks what is deleted.
     *
     * @param store where
     * @param grace how long each is kept
     * @param now when
     */
    static Graves of(CheckpointStore store, Grace grace, Instant now) throws RedoubtException {
        List<StoredCheckpoint> due = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        for (StoredCheckpoint deleted : store.deleted()) {
            // One of which nobody can tell since when counts as if it were just deleted.
            Instant end = deleted.deletedAt().orElse(now).plus(grace.of(deleted));
            Instant until = deleted.retainedUntil().filter(end::isBefore).orElse(end);
            if (until.isAfter(now)) {
                kept.add(new Kept(deleted.id(), until));
            } else {
                due.add(deleted);
            }
        }
        return new Graves(due, kept);
    }

    /** How long a checkpoint is kept. */
    @FunctionalInterface
    interface Grace {
        /** Not at all. */
        Grace NONE = deleted -> Duration.ZERO;

        Duration of(StoredCheckpoint deleted);

        /** As its provider says, or if this runtime does not know that, the one whose bank is collected. */
        static Grace configured(ProviderRegistry providers, Provider collected) {
            return deleted -> {
                try {
                    return providers.provider(deleted.provider()).grace();
                } catch (RedoubtException unknown) {
                    return collected.grace();
                }
            };
        }
    }
}
