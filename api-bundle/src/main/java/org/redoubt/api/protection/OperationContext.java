package org.redoubt.api.protection;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;

/**
 * The surroundings of one hook of one resource. Thread-safe, and valid only until the hook has ended: afterwards, and after
 * the hook was given up, every method fails with {@link IllegalStateException}. Each call is a sign of life: a main or complete
 * hook that gives none for long, by its context, its section or the streams of that, has failed unless the plan says how long a
 * hook may take.
 */
@ProviderType
public interface OperationContext {
    /** Which operation. */
    OperationId operation();

    /** For whom. */
    Caller caller();

    /** Which hook. */
    Hook hook();

    /** The clock to take times from. */
    InstantSource clock();

    /** Ends the hook if it is no longer wanted: to be called now and then, and passed on when it throws. */
    void checkCancelled() throws CancelledException;

    /** When the hook has to have ended. */
    Optional<Instant> deadline();

    /** When everything that was frozen has to be thawed again. */
    Optional<Instant> freezeDeadline();

    /** Where steps are registered before they take effect. */
    UndoLog undo();

    /** What one hook leaves for the next of the same resource, and for undo. */
    Memo memo();

    /** How far it has come. */
    Progress progress();

    /**
     * The value behind a reference.
     *
     * @param reference {@code secret:NAME}
     * @return the secret, to be closed
     * @throws RedoubtException of kind {@code NOT_FOUND} or {@code DENIED}
     */
    Secret secret(String reference) throws RedoubtException;

    /**
     * Reports something that a person should know but that does not fail the resource, such as one file that vanished
     * while it was read. It is shown with the result.
     */
    void warn(Problem problem);

    /** The directories that this runtime itself has to write to; freezing one of them would block the thaw. */
    Set<Path> runtimePaths();

    /**
     * The directories of this machine that banks are in and that are left alone: for a restore those of all banks, and what this runtime keeps
     * for itself, else those of the banks that are written to. Who protects one would read it into itself, and who restores into one would
     * damage it.
     *
     * @return real paths
     */
    default Set<Path> bankPaths() {
        return Set.of();
    }
}
