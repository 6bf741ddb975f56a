package org.redoubt.api.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;

/**
 * A durable record of operations: what was asked for, how far it is, what became of each resource, and which undo steps are
 * open. It is kept on this host, never in a bank, and holds no secrets. One runtime uses it at a time.
 *
 * <p>What is recorded is opaque here: the engine writes documents and reads them again after a restart. A document under a
 * key replaces the one before. Published as a service; an implementation is thread-safe, and works on threads of its own, as
 * those of its callers may be interrupted: an interrupt neither ends a call nor is it lost. Each reading method sees everything
 * whose stage has completed, and finds nothing of an operation that is not recorded.
 */
@ConsumerType
public interface Journal {
    /**
     * Records changes: all of them or none, and after everything that was handed over before. Returns at once; changes
     * of many callers become durable together. An empty list is recorded when all that was handed over before is.
     *
     * <p>A thread of the journal completes the stage. What hangs on it is short and waits for no other stage of the journal.
     *
     * @param changes what is recorded, in this order
     * @return completes when all of it would survive a power cut; completes exceptionally with a {@link RedoubtException} if it was
     *         not recorded: {@code FULL}, {@code DENIED}, {@code DAMAGED}, {@code UNSUPPORTED} (a newer version has written the journal),
     *         {@code INVALID} (something other than its beginning is said of an operation that is not recorded, or no longer), and
     *         {@code UNAVAILABLE} for everything else, such as too much that waits for a slow disk, or an error of the disk, after
     *         which it may be found recorded all the same. What is handed over later may be recorded
     */
    CompletionStage<Void> record(List<JournalChange> changes);

    /**
     * Lists operations, the newest id first.
     *
     * @param openOnly only those recorded as open
     * @param limit how many at the most, 1 or more
     */
    List<JournalEntry> list(boolean openOnly, int limit) throws RedoubtException;

    /** An operation. */
    Optional<JournalEntry> find(OperationId operation) throws RedoubtException;

    /** What was attached to an operation under a name. */
    Optional<byte[]> attachment(OperationId operation, String name) throws RedoubtException;

    /** The open steps of an operation by their numbers, ascending. */
    Map<Long, JsonObject> steps(OperationId operation) throws RedoubtException;

    /** The recorded segments of progress by their numbers, ascending. */
    Map<Integer, byte[]> progress(OperationId operation) throws RedoubtException;

    /** What was recorded of resources by their numbers, ascending. */
    Map<Integer, JsonObject> resources(OperationId operation) throws RedoubtException;

    /**
     * The directories of this machine that the journal has to write to, so that nobody freezes them under it.
     *
     * @return real paths; empty if there are none
     */
    default List<Path> localPaths() {
        return List.of();
    }
}
