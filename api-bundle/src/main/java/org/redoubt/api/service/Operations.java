package org.redoubt.api.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;

/** The operations of a project. Thread-safe. */
@ProviderType
public interface Operations {
    /**
     * Lists operations, the newest first.
     *
     * @param openOnly only those that run, were interrupted, or have steps to be taken back
     * @param limit how many at the most
     */
    List<OperationView> list(boolean openOnly, int limit) throws RedoubtException;

    /**
     * One operation.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    OperationView show(OperationId id) throws RedoubtException;

    /** The handle of an operation that runs in this runtime. */
    Optional<OperationHandle> handle(OperationId id) throws RedoubtException;

    /**
     * The steps of an operation that are still to be taken back, those that were registered first first.
     *
     * @param limit how many at the most
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is no such operation
     */
    List<UndoStepView> undoSteps(OperationId id, int limit) throws RedoubtException;

    /**
     * Which hook ran when, where, and waiting for what.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is no such operation, or it kept no timeline
     */
    List<TimelineEntry> timeline(OperationId id) throws RedoubtException;

    /**
     * One hook in the life of an operation.
     *
     * @param resource of which resource
     * @param hook which hook
     * @param readyAt when nothing ordered before it was left
     * @param startedAt when it began
     * @param endedAt when it ended
     * @param thread where it ran
     * @param waitedFor what it waited for, in a few words: the last predecessor, or a limit
     * @param outcome {@code done}, {@code failed}, {@code cancelled} or {@code undo}
     */
    record TimelineEntry(Resource resource, Hook hook, Instant readyAt, Instant startedAt, Instant endedAt, String thread,
            String waitedFor, String outcome) {
    }
}
