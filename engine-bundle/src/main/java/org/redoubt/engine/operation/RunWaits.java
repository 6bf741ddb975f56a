package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.service.OperationState;
import org.redoubt.engine.lattice.Lattice;
import org.redoubt.engine.operation.Timeline.Moment;

/**
 * Says what an operation that runs waits for: the hooks that run, those that wait for a thread or a capacity, and the next ones
 * that wait for these by an edge of the lattice. A few of each, however many resources there are.
 *
 * @param host the operation
 * @param lattice its hooks
 * @param timeline when which of them began
 * @param hooks what they need
 * @param place where it waits for others that prepare the same
 */
record RunWaits(RunHost host, Lattice lattice, Timeline timeline, RunHooks hooks, PrepareQueue.Place place) {
    private static final int SHOWN = 5;

    private static String open(int steps) {
        return switch (steps) {
            case 0 -> "";
            case 1 -> "; 1 step is open";
            default -> "; " + steps + " steps are open";
        };
    }

    List<String> sentences(OperationState state) {
        List<String> sentences = new ArrayList<>();
        host.cancellation().cause().ifPresent(why -> sentences.add("It was asked to stop: " + why.message()));
        switch (state) {
            case PENDING -> sentences.add("It has been accepted and is about to begin.");
            case UNDOING -> sentences.add("It takes back what it has done" + open(host.ledger().size()) + ".");
            case STOPPING -> sentences.add("It is stopping: no hook starts any more, and it waits for those that run. "
                    + "They were asked to stop, are interrupted next, and given up in the end.");
            default -> { }
        }
        Optional<PrepareQueue.Queued> queued = place.queued();
        queued.ifPresent(behind -> sentences.add("It waits for " + behind.before().nameFor(host.spec().caller())
                + ", which prepares some of the same resources, for " + time(behind.since()) + "."));
        if (!timeline.kept()) {
            sentences.add("Its graph is too large for more to be kept of each hook.");
            return sentences;
        }
        List<Moment> running = timeline.running();
        running.stream().limit(SHOWN).forEach(moment -> sentences.add(running(moment)));
        more(running.size(), "hook", "run", sentences);
        if (state == OperationState.RUNNING && queued.isEmpty()) {
            waiting(sentences);
            edges(sentences);
            if (running.isEmpty() && timeline.waiting().isEmpty()) {
                sentences.add(timeline.reachedAny() ? "All hooks that could run have ended; what has become of it is being stored in the bank."
                        : "Its beginning is being stored in the bank.");
            }
        }
        return sentences;
    }

    private static void more(int all, String what, String verb, List<String> sentences) {
        if (all > SHOWN) {
            sentences.add("And " + (all - SHOWN) + " more " + what + "s " + verb + ".");
        }
    }

    private String running(Moment moment) {
        ResourceRun resource = host.resources().get(moment.resource());
        return moment.hook().word() + " of " + resource.resource() + " has run for " + time(moment.since()) + ", by " + by(resource) + ", on the thread "
                + moment.thread() + (resource.step().isEmpty() ? "." : ": " + resource.step() + ".");
    }

    private static String by(ResourceRun resource) {
        return resource.assignment().lease().map(lease -> lease.id().toString()).orElse("the engine");
    }

    private String time(Instant since) {
        long millis = Math.max(0, Duration.between(since, host.engine().clock().instant()).toMillis());
        return millis < 1000 ? millis + " ms" : Words.seconds(Duration.ofMillis(millis / 100 * 100));
    }

    /** The hooks that lack the same are told together. */
    private void waiting(List<String> sentences) {
        Map<String, List<Moment>> byNeed = new LinkedHashMap<>();
        timeline.waiting().forEach(moment -> byNeed.computeIfAbsent(need(moment), need -> new ArrayList<>()).add(moment));
        byNeed.entrySet().stream().limit(SHOWN).forEach(entry -> {
            Moment first = entry.getValue().getFirst();
            int others = entry.getValue().size() - 1;
            sentences.add(first.hook().word() + " of " + host.resources().get(first.resource()).resource()
                    + (others == 0 ? " has" : " and " + others + " other hook" + (others == 1 ? "" : "s") + " have") + " been ready for "
                    + time(first.since()) + " and wait" + (others == 0 ? "s" : "") + " for " + entry.getKey() + ".");
        });
    }

    private String need(Moment moment) {
        List<String> missing = moment.hook() == Hook.MAIN || moment.hook() == Hook.COMPLETE
                ? host.engine().dispatcher().shortages(hooks.of(moment.resource(), moment.hook()), moment.hook()) : List.of();
        return missing.isEmpty() ? "a thread" : "the capacity " + String.join(" and ", missing);
    }

    private void edges(List<String> sentences) {
        int told = 0;
        for (int r = 0; r < lattice.resources() && told < SHOWN; r++) {
            for (Hook hook : Hook.values()) {
                if (lattice.implementsHook(r, hook) && !timeline.reached(r, hook)) {
                    Optional<String> edge = new Predecessors(r, hook).text();
                    edge.ifPresent(sentences::add);
                    told += edge.isPresent() ? 1 : 0;
                    break;
                }
            }
        }
    }

    /** What comes directly before a hook and has been reached, but has not ended. */
    private final class Predecessors {
        private final int resource;
        private final Hook hook;
        private final List<String> open = new ArrayList<>();
        private Instant since = Instant.MAX;
        private int count;

        Predecessors(int resource, Hook hook) {
            this.resource = resource;
            this.hook = hook;
            switch (hook) {
                case PREPARE_BEGIN -> lattice.forEachParent(resource, parent -> look(parent, Hook.PREPARE_BEGIN, "its parent"));
                case PREPARE_FINISH -> {
                    look(resource, Hook.PREPARE_BEGIN, "itself");
                    lattice.forEachChild(resource, child -> look(child, Hook.PREPARE_FINISH, "its dependent"));
                }
                case MAIN -> look(resource, Hook.PREPARE_FINISH, "itself");
                case COMPLETE -> {
                    look(resource, Hook.MAIN, "itself");
                    lattice.forEachChild(resource, child -> look(child, Hook.COMPLETE, "its dependent"));
                }
            }
        }

        private void look(int before, Hook first, String whose) {
            if (!lattice.implementsHook(before, first) || timeline.ended(before, first)) {
                return;
            }
            count++;
            if (open.isEmpty()) {
                since = timeline.awaitedSince(before, first);
                open.add(first.word() + " of " + whose + (before == resource ? "" : " " + host.resources().get(before).resource()));
            }
        }

        Optional<String> text() {
            return open.stream().findFirst().map(first -> hook.word() + " of " + host.resources().get(resource).resource() + " waits for " + first
                    + (count > 1 ? " and " + (count - 1) + " more" : "") + ", for " + time(since) + ".");
        }
    }
}
