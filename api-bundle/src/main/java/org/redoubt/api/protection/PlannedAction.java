package org.redoubt.api.protection;

import java.util.Objects;

/**
 * One thing that an operation would do.
 *
 * @param verb such as {@code create}, {@code replace}, {@code skip}, {@code reuse}, {@code delete}
 * @param subject what to
 * @param detail more for people; may be empty
 */
public record PlannedAction(String verb, String subject, String detail) {
    /** Checks that all is there. */
    public PlannedAction {
        Objects.requireNonNull(verb);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(detail);
    }
}
