package org.redoubt.engine.plugin;

import java.util.Objects;
import java.util.Optional;

/**
 * A plugin that was looked at in a selection.
 *
 * @param id which
 * @param refusal why it cannot be used, one clause such as {@code it is draining}; empty if it could be
 */
public record Candidate(PluginId id, Optional<String> refusal) {
    /** Checks that both are there. */
    public Candidate {
        Objects.requireNonNull(id);
        Objects.requireNonNull(refusal);
    }
}
