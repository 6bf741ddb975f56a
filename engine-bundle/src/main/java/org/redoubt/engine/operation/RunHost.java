package org.redoubt.engine.operation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.engine.undo.UndoLedger;

/** What a resource needs of the operation it is in. Thread-safe. */
interface RunHost {
    Engine engine();

    Work work();

    Caller caller();

    ResourceRuns resources();

    UndoLedger ledger();

    LeasedSnapshotters snapshotters();

    Set<Path> runtimePaths();

    void checkCancelled(int number) throws CancelledException;

    Optional<Instant> freezeDeadline(int number);

    void expect(long bytes);

    void advance(long bytes);

    void warn(int number, Problem problem);

    void incomplete(int number, Problem problem);
}
