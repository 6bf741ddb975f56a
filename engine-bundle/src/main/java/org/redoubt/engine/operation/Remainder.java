package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.ResourceOutcome;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.journal.OperationHeader;
import org.redoubt.engine.journal.RecordedOperation;
import org.redoubt.engine.undo.OpenStep;

/**
 * What there is of an operation that nobody runs: what of it counts as done, and what is to be taken back.
 *
 * @param recorded what the journal holds of it
 * @param header what is wanted of it now
 * @param origin how it stood when it was found
 */
record Remainder(RecordedOperation recorded, OperationHeader header, OperationState origin) {

    /** What is whole, unless it was taken back, or may have been. */
    BitSet whole() {
        return header.revoking() ? new BitSet() : recorded.whole();
    }

    /** Those of the open steps that are to be taken back. */
    List<OpenStep> due(List<OpenStep> open) {
        BitSet whole = whole();
        return open.stream().filter(step -> isDue(step, whole)).toList();
    }

    private boolean isDue(OpenStep step, BitSet whole) {
        return header.undoing() || step.isTransient() || step.isWanted() || !isKept(step, whole);
    }

    /** What a restore has made stays, if it is what was asked for, or if one can go on from it. */
    private boolean isKept(OpenStep step, BitSet whole) {
        return origin == OperationState.INTERRUPTED ? whole.get(step.number()) || step.sequence() <= header.delivered() : header.keeping();
    }

    /** What has become of each resource of an operation that stands so now. */
    List<ResourceOutcome> outcomes(OperationState state) {
        List<ResourceOutcome> outcomes = new ArrayList<>();
        BitSet whole = whole();
        boolean all = origin == OperationState.INTERRUPTED && state == OperationState.SUCCEEDED;
        boolean gone = state == OperationState.UNDONE || state == OperationState.CANCELLED && header.undoing();
        for (int number = 0; number < recorded.graph().size(); number++) {
            outcomes.add(ResourceDocument.outcome(recorded.graph().resource(number), recorded.facts().getOrDefault(number, JsonObject.empty()),
                    all || whole.get(number) ? ResourceStatus.DONE : gone && isBegun(number) ? ResourceStatus.UNDONE : ResourceStatus.PENDING));
        }
        return outcomes;
    }

    private boolean isBegun(int number) {
        return recorded.whole().get(number) || recorded.facts().containsKey(number);
    }

    /**
     * How it stands when that was tried.
     *
     * @param all whether nothing is left
     */
    OperationState next(boolean all) {
        if (!header.undoing()) {
            return origin;
        }
        return switch (origin) {
            case SUCCEEDED -> all ? OperationState.UNDONE : OperationState.FAILED;
            case INTERRUPTED -> all ? OperationState.CANCELLED : OperationState.INTERRUPTED;
            // It may have succeeded, and could not be taken back when that was asked for.
            case FAILED -> all && header.request().type() == OperationType.RESTORE ? OperationState.UNDONE : OperationState.FAILED;
            default -> origin;
        };
    }
}
