package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.OperationEvent;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.hook.HookRunner;
import org.redoubt.engine.lattice.HookState;
import org.redoubt.engine.lattice.LatticeRun;
import org.redoubt.engine.lattice.RunListener;
import org.redoubt.engine.lattice.RunReport.Ending;
import org.redoubt.engine.lease.StackText;

/** Watches the run of an operation: keeps its timeline, tells listeners, and has urgent steps taken back as soon as that is due. Thread-safe. */
final class RunWatch implements RunListener {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");
    private static final int SHOWN = 100;

    private final RunHost host;
    private final Timeline timeline;
    private final RunUndo undo;
    private final PrepareQueue.Place place;
    private final Thaws thaws;
    private final Runnable whenStopping;
    private final LongAdder ended = new LongAdder();
    private final Map<Integer, Hook> running = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private volatile BitSet givenUp = new BitSet();

    RunWatch(RunHost host, Timeline timeline, RunUndo undo, PrepareQueue.Place place, Thaws thaws, Runnable whenStopping) {
        this.host = host;
        this.timeline = timeline;
        this.undo = undo;
        this.place = place;
        this.thaws = thaws;
        this.whenStopping = whenStopping;
    }

    /** How many hooks have ended. */
    long ended() {
        return ended.sum();
    }

    /** What runs at the moment, at most a hundred. */
    List<String> running() {
        return running.entrySet().stream().limit(SHOWN).map(entry -> {
            ResourceRun resource = host.resources().get(entry.getKey());
            return entry.getValue().word() + " of " + resource.resource().name() + (resource.step().isEmpty() ? "" : ": " + resource.step());
        }).toList();
    }

    /** Nobody may find a hook running that a cancel does not reach. */
    @Override
    public void begins(LatticeRun run) {
        host.cancellation().attach(run);
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
        if (host.events().heard()) {
            host.events().tell(OperationEvent.Kind.HOOK_STARTED, ref(number), Optional.of(hook), "");
        }
    }

    @Override
    public void ended(int number, Hook hook, HookState state, long nanos) {
        ended.increment();
        ResourceRun resource = host.resources().get(number);
        // What one does that was given up may come later; it is told then.
        if (state != HookState.ABANDONED) {
            resource.leave();
            undo.ended(number);
        }
        boolean thawed = hook.isPrepare() && host.freezes().ended(number, nanos);
        if (resource.takeChanged() || thawed) {
            host.journal().changed(number);
        }
        if (state == HookState.DONE && isSound(resource)) {
            host.journal().ended(number, hook);
            if (hook.isPrepare()) {
                place.ended(number);
            }
        }
        if (timeline.kept()) {
            timeline.ended(number, hook, state, nanos);
            running.remove(number);
        }
        if (host.events().heard()) {
            boolean well = state == HookState.DONE;
            host.events().tell(well ? OperationEvent.Kind.HOOK_ENDED : OperationEvent.Kind.HOOK_FAILED, ref(number), Optional.of(hook),
                    well ? "" : resource.reasons().stream().findFirst().map(Problem::message).orElse(state.name().toLowerCase(Locale.ROOT)));
        }
        boolean over = stopped || givenUp.get(number);
        if (over) {
            undo.urgent(number);
            thaws.look();
        }
    }

    @Override
    public void abandoned(int number, Hook hook, List<StackTraceElement> stack) {
        ResourceRun resource = host.resources().get(number);
        StackText text = new StackText(stack, List.of(HookRunner.class.getPackageName() + "."));
        // First, as nobody may take for over what it does until it ends.
        undo.abandoned(number);
        resource.abandon();
        resource.failed(ResourceStatus.FAILED, Problem.of(ProblemKind.PLUGIN, "The plugin " + resource.assignment().plugin() + " did not end "
                + hook.word() + " when it was asked to, so it was given up.").hint("Look into what it waits for: it was at " + text.clause() + ".")
                .subject(resource.resource().toString()));
        LOG.log(Level.WARNING, "The plugin {0} did not end {1} of {2} when it was asked to. It was given up at{3}", resource.assignment().plugin(),
                hook.word(), resource.resource(), text.lines());
        host.engine().plugins().markUnhealthy(resource.assignment().plugin(),
                "Its hook " + hook.word() + " of " + resource.resource() + " did not end when it was asked to.");
    }

    @Override
    public void stopping(Ending why) {
        stopped = true;
        whenStopping.run();
        undo.urgent();
    }

    /** A frozen group must not wait for the mains of the others. */
    @Override
    public synchronized void givenUp(BitSet resources) {
        BitSet all = (BitSet) givenUp.clone();
        all.or(resources);
        givenUp = all;
        resources.stream().forEach(undo::urgent);
        thaws.givenUp(resources);
    }

    @Override
    public void returned(int number, Hook hook, long nanos) {
        undo.returned(number);
    }

    /** One of which a part is lost is done anew when the operation is gone on with, though the others went on without it. */
    private static boolean isSound(ResourceRun resource) {
        return resource.status() != ResourceStatus.FAILED && resource.status() != ResourceStatus.PARTIAL;
    }

    private Optional<ResourceRef> ref(int number) {
        return Optional.of(host.spec().graph().resource(number).ref());
    }
}
