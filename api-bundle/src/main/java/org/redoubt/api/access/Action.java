package org.redoubt.api.access;

import java.util.Objects;

/**
 * What somebody wants to do, and to what. An open set of words such as {@code protect}, {@code restore}, {@code plan.create}.
 *
 * @param verb what
 * @param project whose thing it is
 * @param target its name or id; empty for all
 */
public record Action(String verb, ProjectId project, String target) {
    /** Checks that all is there. */
    public Action {
        Objects.requireNonNull(verb);
        Objects.requireNonNull(project);
        Objects.requireNonNull(target);
    }
}
