package org.redoubt.engine.operation;

import java.util.List;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.checkpoint.CheckpointDeletion;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.provider.ProviderLease;

/**
 * Deletes a checkpoint. For good that is the intent first, then what plugins have elsewhere, then sections and documents; else only a note, so
 * that nothing is lost by undeleting it.
 */
final class DeleteWork extends ReadingWork {
    private final DeleteOrder order;
    private volatile CheckpointDeletion deletion;

    DeleteWork(ProviderLease provider, StoredCheckpoint stored, Checkpoint checkpoint, Sessions sessions, DeleteOrder order) throws RedoubtException {
        super(provider, stored, checkpoint, sessions);
        this.order = order;
        if (order.request().isPurge()) {
            stored.refuseRetained();
        }
    }

    @Override
    public OperationType type() {
        return OperationType.DELETE;
    }

    @Override
    public boolean callsPlugins() {
        return order.request().isPurge();
    }

    @Override
    public List<PlannedAction> planned(Resource resource) {
        return List.of(new PlannedAction("delete", resource + " of checkpoint " + checkpoint().id(),
                order.request().isPurge() ? "for good, with what its plugin keeps elsewhere" : "it can be undeleted until it is collected"));
    }

    /** What is gone is gone. */
    @Override
    public boolean needsWholeGroups() {
        return false;
    }

    @Override
    public void begin(Earlier earlier) throws RedoubtException {
        if (order.request().isPurge()) {
            sessions().hold(lease());
            deletion = earlier.exists() ? stored().beginDeleteAgain(order.owner(), order.operation())
                    : stored().beginDelete(order.owner(), order.operation());
        }
    }

    @Override
    public void succeed(ResourceRuns resources, List<Problem> problems) throws RedoubtException {
        for (ResourceRun resource : resources) {
            if (resource.status() != ResourceStatus.DONE) {
                // What its plugin still has elsewhere can only be found by what the checkpoint says of it.
                throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "Checkpoint " + checkpoint().id() + " stays, as what belongs to "
                        + resource.resource() + " was not deleted.").hint("Mend what failed, then delete it again."));
            }
        }
        CheckpointDeletion begun = deletion;
        if (begun == null) {
            stored().delete(order.owner(), order.operation(), order.terms());
        } else {
            begun.finish();
        }
    }

    @Override
    public void fail(ResourceRuns resources, List<Problem> problems) throws RedoubtException {
        CheckpointDeletion begun = deletion;
        if (begun != null) {
            begun.failed(problems);
        }
    }
}
