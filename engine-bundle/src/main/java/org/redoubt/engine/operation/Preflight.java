package org.redoubt.engine.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.engine.hook.HookCall;
import org.redoubt.engine.hook.LocalHookRunner;
import org.redoubt.engine.provider.BankProbe;
import org.redoubt.engine.provider.ProviderLease;
import org.redoubt.engine.provider.SecretProbe;

/**
 * Asks the plugins what is wrong, or what they would do, before anything runs, and tries whether the banks take what is written and the
 * secrets are there. Many at once, as each may ask another system, and none longer than its limit, as nothing can be cancelled yet.
 */
final class Preflight {
    private static final int AT_ONCE = 64;

    private final RunHost host;
    private final LocalHookRunner runner;
    private final Duration limit;

    Preflight(RunHost host, LocalHookRunner runner) {
        this.host = host;
        this.runner = runner;
        this.limit = host.engine().patience().question();
    }

    /**
     * What makes it unsound by itself, then every problem of the banks, then of the secrets that parameters refer to, then of every resource in the order of the graph, then of all
     * together; no more are asked for once a plugin did not answer in time. Who has no plugin or wrong parameters is not asked.
     */
    List<Problem> problems() throws RedoubtException {
        List<Problem> problems = new ArrayList<>(host.spec().faults());
        for (ProviderLease provider : host.work().filled()) {
            BankProbe probe = new BankProbe(provider, host.engine().home().owner().runtime());
            problems.addAll(answer(begin(probe::problems), System.nanoTime() + limit.toNanos()).orElseGet(() -> List.of(late(provider))));
        }
        problems.addAll(problemsOfSecrets());
        boolean late = false;
        for (int from = 0; from < host.resources().graph().size() && !late; from += AT_ONCE) {
            Map<Integer, Future<List<Problem>>> all = ask(from, runner::check);
            long end = System.nanoTime() + limit.toNanos();
            for (Map.Entry<Integer, Future<List<Problem>>> asked : all.entrySet()) {
                Optional<List<Problem>> answer = answer(asked.getValue(), end);
                late |= answer.isEmpty();
                problems.addAll(answer.orElseGet(() -> List.of(late(asked.getKey(), "check"))));
            }
        }
        problems.addAll(host.tally().room().problems());
        ConsistencyDemand.foreseen(host).ifPresent(problems::add);
        // Damage that the operation can work around is reported by it, for the resource that has it.
        problems.removeIf(problem -> problem.kind() == ProblemKind.DAMAGED && !host.spec().faults().contains(problem) && host.work().goesOnAfter(problem));
        return problems;
    }

    private List<Problem> problemsOfSecrets() throws RedoubtException {
        Set<String> references = new TreeSet<>();
        for (int number = 0; number < host.resources().graph().size(); number++) {
            if (isAsked(number)) {
                references.addAll(host.resources().get(number).assignment().parameters().secrets());
            }
        }
        Map<String, Future<List<Problem>>> asked = new TreeMap<>();
        references.forEach(reference -> asked.put(reference, begin(new SecretProbe(host.engine().secrets(), host.caller(), reference)::problems)));
        long end = System.nanoTime() + limit.toNanos();
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, Future<List<Problem>>> each : asked.entrySet()) {
            problems.addAll(answer(each.getValue(), end).orElseGet(() -> List.of(late(each.getKey()))));
        }
        return problems;
    }

    /** What would be done for each resource, in the order of the graph. */
    List<List<PlannedAction>> actions() throws RedoubtException {
        List<List<PlannedAction>> actions = new ArrayList<>();
        for (int from = 0; from < host.resources().graph().size(); from += AT_ONCE) {
            Map<Integer, Future<List<PlannedAction>>> asked = ask(from, runner::plan);
            long end = System.nanoTime() + limit.toNanos();
            for (int number = from; number < Math.min(from + AT_ONCE, host.resources().graph().size()); number++) {
                int resource = number;
                actions.add(asked.containsKey(number) ? answer(asked.get(number), end).orElseThrow(() -> new RedoubtException(late(resource, "plan")))
                        : List.of());
            }
        }
        return actions;
    }

    private interface Question<T> {
        List<T> ask(HookCall call, ResourceHost resource) throws RedoubtException;
    }

    /** Begins to ask for the next resources. */
    private <T> Map<Integer, Future<List<T>>> ask(int from, Question<T> question) {
        Map<Integer, Future<List<T>>> asked = new TreeMap<>();
        for (int number = from; number < Math.min(from + AT_ONCE, host.resources().graph().size()); number++) {
            if (isAsked(number)) {
                ResourceRun resource = host.resources().get(number);
                asked.put(number, begin(() -> question.ask(call(resource), new ResourceHost(host, resource))));
            }
        }
        return asked;
    }

    private boolean isAsked(int number) {
        Assignment assignment = host.resources().get(number).assignment();
        return assignment.operation().isPresent() && assignment.parameters().sound() && !host.spec().earlier().keeps(number);
    }

    private static <T> Future<T> begin(Callable<T> question) {
        FutureTask<T> task = new FutureTask<>(question);
        Thread.ofVirtual().name("redoubt-preflight").start(task);
        return task;
    }

    /** Those that were asked together have the same time, however many of them hang. */
    private static <T> Optional<List<T>> answer(Future<List<T>> asked, long end) throws RedoubtException {
        try {
            return Optional.of(asked.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            asked.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new RedoubtException(Problem.of(ProblemKind.CANCELLED, "The request was interrupted before the operation began."), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RedoubtException known ? known : new RedoubtException(RunEnd.internal(e.getCause()), e);
        }
    }

    private Problem late(int number, String question) {
        ResourceRun resource = host.resources().get(number);
        return Problem.of(ProblemKind.PLUGIN, "The plugin " + resource.assignment().plugin() + " did not end its " + question + " within "
                + limit.toSeconds() + " seconds.").hint("Look into what it waits for, then try again.").subject(resource.resource().toString());
    }

    private Problem late(ProviderLease provider) {
        return Problem.of(ProblemKind.UNAVAILABLE, "The bank \"" + provider.provider().bank() + "\" did not take a small object within "
                + limit.toSeconds() + " seconds.").hint("Look into what it waits for, then try again.").subject(provider.provider().name());
    }

    private Problem late(String secret) {
        return Problem.of(ProblemKind.UNAVAILABLE, "No store gave the secret \"" + secret + "\" within " + limit.toSeconds() + " seconds.")
                .hint("Look into what it waits for, then try again.").subject(secret);
    }

    private HookCall call(ResourceRun resource) {
        return new HookCall(host.spec().id(), host.work().type(), resource.resource().ref(), resource.number(), Hook.PREPARE_BEGIN,
                resource.assignment().plugin(), resource.assignment().parameters().parameters(), Optional.empty());
    }
}
