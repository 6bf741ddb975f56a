package org.redoubt.engine.operation;

import java.util.List;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationPlan;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.RefusedException;

/** What is asked for: it is begun, or refused, or only looked at. Thread-safe. */
final class Requests {
    private final Engine engine;
    private final RunningOperations running;
    private final PrepareQueue prepares = new PrepareQueue();

    Requests(Engine engine, RunningOperations running) {
        this.engine = engine;
        this.running = running;
    }

    /**
     * Begins an operation.
     *
     * @throws RedoubtException if it is refused; then nothing has been changed
     */
    OperationHandle start(Caller caller, OperationRequest request) throws RedoubtException {
        running.demandOpen();
        return running.begin(checked(preparer(caller).prepare(request)));
    }

    /** Begins an operation anew that goes on from what an earlier run of it has left. */
    OperationHandle goOn(OpenOperation open) throws RedoubtException {
        running.demandOpen();
        Preparer preparer = new Preparer(engine, open.recorded().header().caller(), running::contains, open.id(), open.earlier());
        return running.begin(checked(preparer.prepare(open.recorded().header().request())));
    }

    private Preparer preparer(Caller caller) throws RedoubtException {
        return new Preparer(engine, caller, running::contains);
    }

    private OperationRun checked(OperationSpec spec) throws RedoubtException {
        OperationRun run = unbegun(spec);
        boolean accepted = false;
        try {
            List<Problem> problems = run.preflight().problems();
            if (!problems.isEmpty()) {
                // What was not found may have been deleted since.
                spec.work().confirm();
                throw new RefusedException(problems);
            }
            accepted = true;
            return run;
        } finally {
            if (!accepted) {
                run.giveBack();
            }
        }
    }

    private OperationRun unbegun(OperationSpec spec) {
        try {
            return new OperationRun(engine, spec, prepares);
        } catch (RuntimeException | Error broken) {
            spec.close();
            throw broken;
        }
    }

    private interface Question<T> {
        T ask(OperationRun run) throws RedoubtException;
    }

    /** Asks an operation that will never begin. */
    private <T> T asked(Caller caller, OperationRequest request, Question<T> question) throws RedoubtException {
        OperationRun run = unbegun(preparer(caller).prepare(request));
        try {
            return question.ask(run);
        } finally {
            run.giveBack();
        }
    }

    /** Every problem that keeps an operation from being started now. */
    List<Problem> check(Caller caller, OperationRequest request) throws RedoubtException {
        try {
            return asked(caller, request, run -> run.preflight().problems());
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    /** Everything that makes a request unsound by itself: unknown resources, missing plugins, wrong parameters. Asks no plugin for its state. */
    List<Problem> soundness(Caller caller, OperationRequest request) throws RedoubtException {
        try {
            OperationSpec spec = preparer(caller).prepare(request);
            spec.close();
            return spec.faults();
        } catch (RefusedException refused) {
            return refused.problems();
        }
    }

    /** What an operation would do. */
    OperationPlan plan(Caller caller, OperationRequest request) throws RedoubtException {
        return asked(caller, request, run -> {
            if (!run.spec().faults().isEmpty()) {
                throw new RefusedException(run.spec().faults());
            }
            return PlannedOperation.of(run.spec(), run.preflight().actions());
        });
    }
}
