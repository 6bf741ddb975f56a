package org.redoubt.engine.operation;

import java.util.Optional;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.engine.journal.OperationJournal;
import org.redoubt.engine.undo.UndoLedger;

/**
 * What the resources of an operation share. Thread-safe.
 *
 * @param engine what all operations work with
 * @param spec what is to be done
 * @param resources the resources
 * @param ledger the open undo steps
 * @param journal where it is recorded
 * @param snapshotters the snapshotters in use
 * @param cancellation whether it is to stop
 * @param freezes how long groups are frozen
 * @param tally what is counted and collected
 * @param events who is told
 */
record RunHost(Engine engine, OperationSpec spec, ResourceRuns resources, UndoLedger ledger, OperationJournal journal, LeasedSnapshotters snapshotters,
        Cancellation cancellation, FreezeWindows freezes, RunTally tally, OperationEvents events) {

    Work work() {
        return spec.work();
    }

    Caller caller() {
        return spec.caller();
    }

    void warn(int number, Problem problem) {
        tally.warnings().add(problem);
        events.tell(OperationEvent.Kind.WARNING, Optional.of(spec.graph().resource(number).ref()), Optional.empty(), problem.toString());
    }
}
