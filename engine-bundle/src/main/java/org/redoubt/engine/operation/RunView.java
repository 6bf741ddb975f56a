package org.redoubt.engine.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProgressView;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.engine.lattice.Lattice;

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
        List<ResourceOutcome> outcomes = OutcomeSnapshot.all(host.resources());
        return snapshot(state, endedAt, keptProducts, () -> outcomes);
    }

    /** How it stands, without a word about its resources. */
    JsonObject head(OperationState state, Optional<Instant> endedAt, boolean keptProducts) {
        return snapshot(state, endedAt, keptProducts, List::of).head();
    }

    private OperationSnapshot snapshot(OperationState state, Optional<Instant> endedAt, boolean keptProducts,
            Supplier<List<ResourceOutcome>> outcomes) {
        OperationSpec spec = host.spec();
        Work work = spec.work();
        RunTally tally = host.tally();
        return new OperationSnapshot(spec.id(), work.type(), state, spec.caller().project(), work.plan(), work.provider(),
                work.checkpoint().id(), work.target().map(checkpoint -> checkpoint.id()), spec.acceptedAt(), endedAt, tally.complaints(),
                tally.warnings().kept(), tally.warnings().count(), progress(), outcomes, openSteps(keptProducts));
    }

    /** What a restore made and keeps is no open step; what was to be taken back and could not is one. */
    int openSteps(boolean keptProducts) {
        return keptProducts ? (int) host.ledger().all().stream().filter(step -> step.isTransient() || step.isWanted()).count()
                : host.ledger().size();
    }
}
