package org.redoubt.api.service;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CollectReport;

/** Is told what a collection is about to do. What it throws ends the collection, before anything of that is done. */
@ConsumerType
public interface CollectListener {
    /** Wants to know nothing. */
    CollectListener NONE = new CollectListener() {
    };

    /**
     * Before checkpoints are purged.
     *
     * @param checkpoints those whose grace is over
     */
    default void purging(List<CheckpointId> checkpoints) throws RedoubtException {
    }

    /**
     * Before bulk data is deleted.
     *
     * @param plan what is to be deleted and stored anew, as in a dry run
     */
    default void planned(CollectReport plan) throws RedoubtException {
    }
}
