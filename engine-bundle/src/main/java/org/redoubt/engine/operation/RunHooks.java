package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.hook.HookCall;
import org.redoubt.engine.hook.HookResult;
import org.redoubt.engine.hook.HookRunner;
import org.redoubt.engine.lattice.Demand;
import org.redoubt.engine.lattice.HookBody;
import org.redoubt.engine.lattice.HookDemands;
import org.redoubt.engine.lattice.HookOutcome;
import org.redoubt.engine.lattice.HookState;
import org.redoubt.engine.lattice.LatticeRun;
import org.redoubt.engine.lattice.RunListener;
import org.redoubt.engine.lattice.RunReport.Ending;

/** What the lattice runs for each hook, and what it tells of it. Thread-safe. */
final class RunHooks implements HookBody, HookDemands, RunListener {
    private final OperationId operation;
    private final Work work;
    private final ResourceRuns resources;
    private final HookRunner runner;
    private final Engine engine;
    private final Optional<Duration> timeout;
    private final OperationEvents events;
    private final Timeline timeline;
    private final RunUndo undo;
    private final Runnable stopping;
    private final LongAdder ended = new LongAdder();
    private final Map<Integer, Hook> running = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    RunHooks(OperationId operation, Work work, ResourceRuns resources, HookRunner runner, Engine engine, Optional<Duration> timeout,
            OperationEvents events, Timeline timeline, RunUndo undo, Runnable stopping) {
        this.operation = operation;
        this.work = work;
        this.resources = resources;
        this.runner = runner;
        this.engine = engine;
        this.timeout = timeout;
        this.events = events;
        this.timeline = timeline;
        this.undo = undo;
        this.stopping = stopping;
    }

    /** How many hooks have ended. */
    long ended() {
        return ended.sum();
    }

    /** What runs at the moment, at most a hundred. */
    List<String> running() {
        return running.entrySet().stream().limit(100).map(entry -> {
            ResourceRun resource = resources.get(entry.getKey());
            return entry.getValue().word() + " of " + resource.resource().name() + (resource.step().isEmpty() ? "" : ": " + resource.step());
        }).toList();
    }

    @Override
    public HookOutcome run(LatticeRun run, int number, Hook hook) {
        ResourceRun resource = resources.get(number);
        resource.enter();
        HookResult result = call(resource, hook);
        return switch (result) {
            case HookResult.Done done -> HookOutcome.DONE;
            case HookResult.Cancelled cancelled when run.isStopping(number) -> HookOutcome.STOPPED;
            case HookResult.Cancelled cancelled -> failed(resource, cancelled.problem());
            case HookResult.Failed failed -> failed(resource, failed.problem());
        };
    }

    private HookResult call(ResourceRun resource, Hook hook) {
        try {
            if (work.ownHooks().contains(hook)) {
                work.own(resource, hook);
            }
        } catch (RedoubtException e) {
            Problem problem = e.problem();
            return new HookResult.Failed(problem.subject().isPresent() ? problem : problem.subject(resource.resource().toString()));
        }
        Assignment assignment = resource.assignment();
        if (!assignment.implementsHook(hook)) {
            return HookResult.done();
        }
        Optional<Instant> deadline = timeout.map(engine.clock().instant()::plus);
        return runner.run(new HookCall(operation, work.type(), resource.resource().ref(), resource.number(), hook, assignment.plugin(),
                assignment.parameters().parameters().json(), deadline), resource);
    }

    private HookOutcome failed(ResourceRun resource, Problem problem) {
        if (work.goesOnAfterFailure()) {
            resource.incomplete(problem);
            return HookOutcome.DONE;
        }
        resource.failed(ResourceStatus.FAILED, problem);
        return HookOutcome.failed(new RedoubtException(problem));
    }

    @Override
    public Demand of(int number, Hook hook) {
        ResourceRun resource = resources.get(number);
        Set<String> names = resource.assignment().capacities(hook, resource.resource());
        return names.isEmpty() ? Demand.NONE : Demand.of(names.stream().map(engine.dispatcher()::capacity).toList());
    }

    @Override
    public void ready(int number, Hook hook, long nanos) {
        if (timeline.kept()) {
            timeline.ready(number, hook, nanos);
        }
    }

    @Override
    public void started(int number, Hook hook, long nanos) {
        if (timeline.kept()) {
            timeline.started(number, hook, nanos);
            running.put(number, hook);
        }
        if (events.heard()) {
            events.tell(OperationEvent.Kind.HOOK_STARTED, ref(number), Optional.of(hook), "");
        }
    }

    @Override
    public void ended(int number, Hook hook, HookState state, long nanos) {
        ended.increment();
        ResourceRun resource = resources.get(number);
        if (state == HookState.ABANDONED) {
            resource.abandon();
            engine.plugins().markUnhealthy(resource.assignment().plugin(),
                    "Its hook " + hook.word() + " of " + resource.resource() + " did not end when it was asked to.");
        } else {
            resource.leave();
        }
        if (timeline.kept()) {
            timeline.ended(number, hook, state, nanos);
            running.remove(number);
        }
        if (events.heard()) {
            boolean well = state == HookState.DONE;
            events.tell(well ? OperationEvent.Kind.HOOK_ENDED : OperationEvent.Kind.HOOK_FAILED, ref(number), Optional.of(hook),
                    well ? "" : resource.reasons().stream().findFirst().map(Problem::message).orElse(state.name().toLowerCase(Locale.ROOT)));
        }
        if (stopped) {
            undo.urgent(step -> step.number() == number);
        }
    }

    @Override
    public void stopping(Ending why) {
        stopped = true;
        stopping.run();
        undo.urgent(step -> true);
    }

    @Override
    public void returned(int number, Hook hook, long nanos) {
        undo.returned(number);
    }

    private Optional<ResourceRef> ref(int number) {
        return Optional.of(resources.graph().resource(number).ref());
    }
}
