package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.hook.HookCall;
import org.redoubt.engine.hook.HookHost;
import org.redoubt.engine.hook.HookResult;
import org.redoubt.engine.hook.HookRunner;
import org.redoubt.engine.lattice.Capacity;
import org.redoubt.engine.lattice.Demand;
import org.redoubt.engine.lattice.HookBody;
import org.redoubt.engine.lattice.HookDemands;
import org.redoubt.engine.lattice.HookFailure;
import org.redoubt.engine.lattice.HookOutcome;
import org.redoubt.engine.lattice.HookTimeouts;
import org.redoubt.engine.lattice.Late;
import org.redoubt.engine.lattice.LatticeRun;
import org.redoubt.engine.plugin.PluginId;

/** What the lattice runs for each hook: the engine's own part, then the plugin's. Thread-safe. */
final class RunHooks implements HookBody, HookDemands, HookTimeouts {
    private final RunHost host;
    private final HookRunner runner;
    private final FreezeBudget budget;
    private final Map<Hook, Duration> limits = new EnumMap<>(Hook.class);
    private final Map<Hook, Duration> silences = new EnumMap<>(Hook.class);
    private final Map<PluginId, Demand> pluginMains = new HashMap<>();
    private final List<Capacity> banks;

    RunHooks(RunHost host, HookRunner runner, FreezeBudget budget) {
        this.host = host;
        this.budget = budget;
        this.runner = runner;
        host.spec().leases().forEach(lease -> lease.mains().ifPresent(mains -> pluginMains.put(lease.id(),
                Demand.of(List.of(host.engine().dispatcher().capacity(mains.name(), mains.limit()))))));
        this.banks = host.work().filled().stream().map(provider -> host.engine().dispatcher().capacity("bank:" + provider.provider().bank())).toList();
        Timeouts otherwise = host.engine().timeouts().get();
        for (Hook hook : Hook.values()) {
            Optional<Duration> planned = host.spec().hookTimeout();
            planned.or(() -> otherwise.of(hook)).ifPresent(limit -> limits.put(hook, limit));
            // Who says how long a hook may take knows better than a rule for all.
            otherwise.ofSilence(hook).filter(limit -> planned.isEmpty()).ifPresent(limit -> silences.put(hook, limit));
        }
    }

    @Override
    public HookOutcome run(LatticeRun run, int number, Hook hook) {
        ResourceRun resource = host.resources().get(number);
        resource.enter();
        // Who has given it up either sees it in its hook, or is seen here.
        if (run.isStopping(number)) {
            return HookOutcome.STOPPED;
        }
        if (hook == Hook.PREPARE_BEGIN) {
            budget.begin(run, number);
        }
        HookHost wishes = new ResourceHost(host, resource);
        HookResult result = call(resource, wishes, hook);
        return switch (result) {
            case HookResult.Done done -> HookOutcome.DONE;
            case HookResult.Cancelled cancelled when run.isStopping(number) -> HookOutcome.STOPPED;
            case HookResult.Cancelled cancelled -> failed(resource, wishes, cancelled.problem());
            case HookResult.Failed failed -> failed(resource, wishes, failed.problem());
        };
    }

    private HookResult call(ResourceRun resource, HookHost wishes, Hook hook) {
        Work work = host.work();
        if (resource.status() == ResourceStatus.FAILED) {
            return HookResult.done();
        }
        try {
            if (work.ownHooks().contains(hook)) {
                work.own(wishes, hook);
            }
        } catch (RedoubtException e) {
            Problem problem = e.problem();
            return new HookResult.Failed(problem.subject().isPresent() ? problem : problem.subject(resource.resource().toString()));
        }
        Assignment assignment = resource.assignment();
        if (!assignment.implementsHook(hook)) {
            return HookResult.done();
        }
        Optional<Instant> deadline = of(hook).map(limit -> host.engine().clock().instant().plus(limit));
        HookResult result = runner.run(new HookCall(host.spec().id(), work.type(), resource.resource().ref(), resource.number(), hook,
                assignment.plugin(), assignment.parameters().parameters(), deadline), wishes);
        return remembered(resource, result);
    }

    /** What a hook leaves for the next one is relied on after a crash too: it has not ended before that is recorded. */
    private HookResult remembered(ResourceRun resource, HookResult result) {
        if (!resource.takeRemembersMore()) {
            return result;
        }
        try {
            host.journal().know(resource.number());
            return result;
        } catch (RedoubtException notRecorded) {
            return result instanceof HookResult.Done ? new HookResult.Failed(notRecorded.problem().subject(resource.resource().toString())) : result;
        }
    }

    @Override
    public Optional<Duration> of(Hook hook) {
        return Optional.ofNullable(limits.get(hook));
    }

    @Override
    public Optional<Duration> ofSilence(Hook hook) {
        return Optional.ofNullable(silences.get(hook));
    }

    /** A worker that is just leaving one run for another may be asked for with a number of the other one. */
    @Override
    public long signs(int number) {
        return number < host.spec().graph().size() ? host.resources().peek(number).map(ResourceRun::signs).orElse(0) : 0;
    }

    /** It has failed, whether or not it ever ends; the others need not wait for that. */
    @Override
    public void late(LatticeRun run, int number, Hook hook, Late how) {
        ResourceRun resource = host.resources().get(number);
        Problem problem = late(resource, hook, how).subject(resource.resource().toString());
        HookOutcome outcome = failed(resource, new ResourceHost(host, resource), problem);
        if (outcome instanceof HookOutcome.Failed failed) {
            run.fail(new HookFailure(number, hook, failed.cause()));
        } else {
            BitSet alone = new BitSet();
            alone.set(number);
            run.giveUp(alone);
        }
    }

    private static Problem late(ResourceRun resource, Hook hook, Late how) {
        String whose = "The plugin " + resource.assignment().plugin();
        String allowed = Words.seconds(how.allowed());
        return how.silent() ? Problem.of(ProblemKind.TIMEOUT, whose + " gave no sign of life in " + hook.word() + " for " + allowed + ".")
                .hint("Look into what it waits for; if it works on, allow it more time with --hook-timeout, or with stallTimeout of the engine.")
                : Problem.of(ProblemKind.TIMEOUT, whose + " did not end " + hook.word() + " within the " + allowed + " that a hook may take.")
                .hint("Look into what it waits for, or allow it more time.");
    }

    private HookOutcome failed(ResourceRun resource, HookHost wishes, Problem problem) {
        Problem reason = host.work().explained(problem);
        if (host.work().goesOnAfter(problem)) {
            if (!resource.namesAlready(reason)) {
                wishes.incomplete(reason);
            }
            resource.status(ResourceStatus.FAILED);
            return HookOutcome.DONE;
        }
        resource.failed(ResourceStatus.FAILED, reason);
        return HookOutcome.failed(new RedoubtException(reason));
    }

    @Override
    public Demand of(int number, Hook hook) {
        Assignment assignment = host.resources().get(number).assignment();
        Set<String> names = assignment.capacities(hook);
        Demand ofEngine = hook == Hook.MAIN ? writing().and(pluginMains.getOrDefault(assignment.plugin(), Demand.NONE)) : Demand.NONE;
        return names.isEmpty() ? ofEngine : Demand.of(names.stream().map(host.engine().dispatcher()::capacity).toList()).and(ofEngine);
    }

    /** What is written goes into the bank with the bulk; counted only where somebody wants a limit, as it is for each of a million hooks. */
    private Demand writing() {
        return banks.stream().anyMatch(Capacity::isLimited) ? Demand.of(banks) : Demand.NONE;
    }
}
