package org.redoubt.engine.operation;

import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProgressView;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.undo.OpenStep;

/**
 * Takes pictures of an operation that runs.
 *
 * @param host the operation
 * @param lattice its hooks
 * @param watch what has run
 */
record RunView(RunHost host, Lattice lattice, RunWatch watch) {

    /** How far it is; costs the same however many resources there are. */
    ProgressView progress() {
        return new ProgressView(watch.ended(), lattice.tasks(), host.tally().bytesDone(), host.tally().bytesTotal(), watch.running());
    }

    OperationView view(OperationState state, Optional<Instant> endedAt, boolean keptProducts) {
        OperationSpec spec = host.spec();
        Work work = spec.work();
        RunTally tally = host.tally();
        return new OperationSnapshot(spec.id(), work.type(), state, spec.caller().project(), work.plan(), work.provider(),
                work.checkpoint().id(), work.target().map(checkpoint -> checkpoint.id()), spec.acceptedAt(), endedAt, tally.problems(),
                tally.warnings().kept(), tally.warnings().count(), progress(), OutcomeSnapshot.all(host.resources()), openSteps(keptProducts));
    }

    /** What a restore made and keeps is no open step. */
    private int openSteps(boolean keptProducts) {
        return keptProducts ? (int) host.ledger().open().stream().filter(OpenStep::isTransient).count()
                : host.ledger().size();
    }
}
