package org.redoubt.engine.service;

import java.util.List;
import org.redoubt.api.access.Action;
import org.redoubt.api.access.Caller;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Plans;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.RefusedException;
import org.redoubt.engine.operation.Engine;
import org.redoubt.engine.operation.OperationCatalog;
import org.redoubt.engine.provider.AccessControl;

/** The plans of the project of a caller. Thread-safe. */
final class ProjectPlans implements Plans {
    private final Engine engine;
    private final OperationCatalog operations;
    private final AccessControl access;
    private final Caller caller;

    ProjectPlans(Engine engine, OperationCatalog operations, AccessControl access, Caller caller) {
        this.engine = engine;
        this.operations = operations;
        this.access = access;
        this.caller = caller;
    }

    @Override
    public Plan create(Plan plan) throws RedoubtException {
        access.check(caller, new Action("plan.create", plan.project(), plan.name()));
        // A plan that is not sound is refused now, not in the night when it is to run.
        List<Problem> problems = operations.soundness(caller, ProtectRequest.of(plan));
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        Plan stored = plan.toBuilder().id(engine.ids().next()).build();
        engine.plans().create(stored);
        return stored;
    }

    @Override
    public List<Plan> list() throws RedoubtException {
        access.check(caller, new Action("plan.list", caller.project(), ""));
        return engine.plans().list(caller.project());
    }

    @Override
    public Plan show(String nameOrId) throws RedoubtException {
        access.check(caller, new Action("plan.show", caller.project(), nameOrId));
        return engine.plans().show(caller.project(), nameOrId);
    }

    @Override
    public void delete(String nameOrId) throws RedoubtException {
        access.check(caller, new Action("plan.delete", caller.project(), nameOrId));
        engine.plans().delete(caller.project(), nameOrId);
    }
}
