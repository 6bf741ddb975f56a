package org.redoubt.api.service;

import java.util.List;
import java.util.Optional;
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
     * Lists checkpoints of all providers that can be asked.
     *
     * @param query which
     * @return what could be read, and a problem for each provider that could not be asked
     * @throws RedoubtException if the query names one provider and that cannot be asked, or if the checkpoint that the list is to
     *     go on after is not found
     */
    CheckpointList listReadable(CheckpointQuery query) throws RedoubtException;

    /**
     * One checkpoint.
     *
     * @param id its id
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    CheckpointView show(CheckpointId id) throws RedoubtException;

    /**
     * The id that a person means: the whole id, or so many of its first or last characters that only one checkpoint fits, or
     * {@code latest} for the newest that can be restored, in part at least. A whole id is found as long as its own provider can be asked; anything else needs all of them.
     *
     * @param text what was typed
     * @param provider only in this provider; empty for all
     * @throws RedoubtException of kind {@code NOT_FOUND} if none fits, {@code INVALID} if several do; of another kind, naming the
     *     provider, if it cannot be decided because a provider cannot be asked
     */
    CheckpointId resolve(String text, Optional<String> provider) throws RedoubtException;

    /**
     * The same for somebody to whom only a whole checkpoint is of use: {@code latest} passes over partial ones, also those that are
     * newer. Any other text may still mean a partial one.
     *
     * @param text what was typed
     * @param provider only in this provider; empty for all
     * @throws RedoubtException as {@link #resolve}; of kind {@code CONFLICT} if all that can be restored is partial
     */
    CheckpointId resolveWhole(String text, Optional<String> provider) throws RedoubtException;
}
