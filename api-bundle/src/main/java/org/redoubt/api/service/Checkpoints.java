package org.redoubt.api.service;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;

/** The checkpoints of a project. Thread-safe. */
@ProviderType
public interface Checkpoints {
    /**
     * Lists checkpoints, exactly as the query says.
     *
     * @param query which
     * @throws RedoubtException if a bank cannot be read; nothing is left out silently
     */
    List<CheckpointView> list(CheckpointQuery query) throws RedoubtException;

    /**
     * One checkpoint.
     *
     * @param id its id
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    CheckpointView show(CheckpointId id) throws RedoubtException;

    /**
     * The id that a person means: the whole id, or so many of its first or last characters that only one checkpoint fits, or
     * {@code latest}.
     *
     * @param text what was typed
     * @throws RedoubtException of kind {@code NOT_FOUND} if none fits, {@code INVALID} if several do
     */
    CheckpointId resolve(String text) throws RedoubtException;
}
