package org.redoubt.api.service;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceRef;

/**
 * Something that happened in an operation. Immutable.
 *
 * @param kind what
 * @param operation in which operation
 * @param at when
 * @param resource of which resource, if of one
 * @param hook in which hook, if in one
 * @param text one sentence for people; may be empty
 */
public record OperationEvent(Kind kind, OperationId operation, Instant at, Optional<ResourceRef> resource, Optional<Hook> hook, String text) {
    /** What can happen. The set is open. */
    public enum Kind {
        /** The operation has another state. */
        STATE,
        /** A hook began. */
        HOOK_STARTED,
        /** A hook ended well. */
        HOOK_ENDED,
        /** A hook failed. */
        HOOK_FAILED,
        /** A plugin has a warning. */
        WARNING,
        /** A step was taken back, or could not be. */
        UNDO
    }

    /** Checks that all is there. */
    public OperationEvent {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(at);
        Objects.requireNonNull(resource);
        Objects.requireNonNull(hook);
        Objects.requireNonNull(text);
    }
}
