package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.engine.hook.HookCall;
import org.redoubt.engine.hook.LocalHookRunner;

/** Asks the plugins what is wrong, or what they would do, before anything runs. Many at once, as each may ask another system. */
final class Preflight {
    private static final int AT_ONCE = 64;

    private final OperationSpec spec;
    private final ResourceRuns resources;
    private final LocalHookRunner runner;

    Preflight(OperationSpec spec, ResourceRuns resources, LocalHookRunner runner) {
        this.spec = spec;
        this.resources = resources;
        this.runner = runner;
    }

    /** Every problem of every resource, in the order of the graph. */
    List<Problem> problems() throws RedoubtException {
        List<Problem> problems = new ArrayList<>();
        each((run, call) -> runner.check(call, run)).forEach(problems::addAll);
        return problems;
    }

    /** What would be done for each resource, in the order of the graph. */
    List<List<PlannedAction>> actions() throws RedoubtException {
        return each((run, call) -> runner.plan(call, run));
    }

    private interface Question<T> {
        List<T> ask(ResourceRun run, HookCall call) throws RedoubtException;
    }

    private <T> List<List<T>> each(Question<T> question) throws RedoubtException {
        Semaphore places = new Semaphore(AT_ONCE);
        List<Future<List<T>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ResourceRun run : resources) {
                if (run.assignment().operation().isEmpty()) {
                    answers.add(CompletableFuture.completedFuture(List.of()));
                    continue;
                }
                places.acquire();
                answers.add(threads.submit(() -> {
                    try {
                        return question.ask(run, call(run));
                    } finally {
                        places.release();
                    }
                }));
            }
            List<List<T>> all = new ArrayList<>(answers.size());
            for (Future<List<T>> answer : answers) {
                all.add(answer.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedoubtException(Problem.of(ProblemKind.CANCELLED, "The request was interrupted before the operation began."), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RedoubtException known ? known : new RedoubtException(Problem.of(ProblemKind.INTERNAL, e.getCause()), e);
        }
    }

    private HookCall call(ResourceRun run) {
        return new HookCall(spec.id(), spec.work().type(), run.resource().ref(), run.number(), Hook.PREPARE_BEGIN, run.assignment().plugin(),
                run.assignment().parameters().parameters().json(), Optional.empty());
    }
}
