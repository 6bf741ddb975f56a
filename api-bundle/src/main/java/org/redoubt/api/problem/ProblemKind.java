package org.redoubt.api.problem;

import java.util.Locale;

/**
 * What sort of thing went wrong. The set is open: a later version may add kinds, so a {@code switch} needs a default.
 */
public enum ProblemKind {
    /** What was asked for makes no sense as it stands: change the request. */
    INVALID,
    /** A thing that was named is not there. */
    NOT_FOUND,
    /** A thing is there already and must not be overwritten. */
    EXISTS,
    /** The caller, or the process, has no right to do it. */
    DENIED,
    /** Something needed does not answer at the moment; the same call may succeed later. */
    UNAVAILABLE,
    /** No space, or a quota is used up. */
    FULL,
    /** Stored bytes are missing, or are not what was written. */
    DAMAGED,
    /** The present state forbids it, or somebody else was faster. */
    CONFLICT,
    /** It took longer than it was allowed to. */
    TIMEOUT,
    /** It was cancelled, or its thread was interrupted. */
    CANCELLED,
    /** This system, plugin or version cannot do it. */
    UNSUPPORTED,
    /** A retention rule keeps the object until a later time. */
    RETAINED,
    /** A plugin failed or broke its contract. */
    PLUGIN,
    /** A fault of Redoubt itself. */
    INTERNAL;

    /** Whether the same call, unchanged, may succeed later. */
    public boolean retryable() {
        return this == UNAVAILABLE || this == TIMEOUT;
    }

    /** The kind as it is written in documents and on the command line: lower case, with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
