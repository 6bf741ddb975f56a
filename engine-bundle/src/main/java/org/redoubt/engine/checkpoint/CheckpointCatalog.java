package org.redoubt.engine.checkpoint;

import java.util.List;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointQuery;

/** The checkpoints of several banks as one. Thread-safe. */
public final class CheckpointCatalog {

    /**
     * @param stores one for each bank
     */
    public CheckpointCatalog(List<CheckpointStore> stores) {
    }

    /**
     * Lists checkpoints, exactly as the query says.
     *
     * @param project whose
     * @param query which
     * @throws RedoubtException if one of the banks cannot be read, as nothing is left out silently
     */
    public List<StoredCheckpoint> list(ProjectId project, CheckpointQuery query) throws RedoubtException {
        throw new UnsupportedOperationException();
    }

    /**
     * One checkpoint of a project.
     *
     * @param project whose
     * @param id its id
     * @throws RedoubtException of kind {@code NOT_FOUND} if the project has none with that id
     */
    public StoredCheckpoint find(ProjectId project, CheckpointId id) throws RedoubtException {
        throw new UnsupportedOperationException();
    }

    /**
     * The id that a person means.
     *
     * @param project whose
     * @param text a whole id, so many of its first or last characters that only one fits, or {@code latest} for the newest that can be
     *     restored
     * @throws RedoubtException of kind {@code NOT_FOUND} if none fits, {@code INVALID} if several do
     */
    public CheckpointId resolve(ProjectId project, String text) throws RedoubtException {
        throw new UnsupportedOperationException();
    }
}
