package org.redoubt.engine.service;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.Checkpoints;
import org.redoubt.api.service.Explanation;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.service.UndoStepView;
import org.redoubt.engine.operation.Engine;
import org.redoubt.engine.operation.OperationCatalog;

/** Says what an operation waits for, or why it ended as it did. */
final class WhyOperation {
    private static final int SHOWN = 10;

    private final Engine engine;
    private final OperationCatalog operations;
    private final Checkpoints checkpoints;
    private final Caller caller;
    /** What waits and why it failed may be the same. */
    private final Set<String> sentences = new LinkedHashSet<>();
    private final Set<String> advice = new LinkedHashSet<>();

    WhyOperation(Engine engine, OperationCatalog operations, Checkpoints checkpoints, Caller caller) {
        this.engine = engine;
        this.operations = operations;
        this.checkpoints = checkpoints;
        this.caller = caller;
    }

    Explanation explain(OperationView view) throws RedoubtException {
        boolean runs = operations.isRunning(view.id());
        sentences.add("The " + view.type().word() + " is " + view.state().word() + ", with " + done(view, runs) + ".");
        sentences.addAll(operations.waits(view.id()));
        if (runs) {
            String timeline = "`redoubt timeline " + view.id() + "` shows what it has done so far.";
            advice.add(view.state() == OperationState.UNDOING ? timeline : "Stop it with `redoubt cancel " + view.id() + "`; " + timeline);
        }
        if (runs || view.state() == OperationState.INTERRUPTED) {
            bank(view);
        }
        boolean steps = view.openUndoSteps() > 0 && !(runs && view.state() == OperationState.RUNNING);
        List<Problem> problems = (steps ? operations.causes(view) : view.problems()).stream().limit(SHOWN).toList();
        problems.forEach(problem -> sentences.add(problem.message()));
        if (steps) {
            steps(view);
        }
        if (!runs) {
            waysOut(view);
        }
        problems.stream().flatMap(problem -> problem.hint().stream()).forEach(advice::add);
        return new Explanation(view.id().value(), List.copyOf(sentences), Optional.of(view.endedAt().orElse(view.startedAt())), List.copyOf(advice));
    }

    /** How far hooks had come is known only to the runtime that ran them. */
    private static String done(OperationView view, boolean runs) {
        if (runs || view.state() != OperationState.INTERRUPTED) {
            return view.progress().hooksDone() + " of " + view.progress().hooksTotal() + " hooks done";
        }
        return view.resources().stream().filter(outcome -> outcome.status() == ResourceStatus.DONE).count() + " of " + view.resources().size()
                + " resources done";
    }

    private static CheckpointId made(OperationView view) {
        return view.targetCheckpoint().orElse(view.checkpoint());
    }

    private boolean endedInPart(OperationView view) {
        try {
            return (view.type() == OperationType.PROTECT || view.type() == OperationType.COPY)
                    && checkpoints.show(made(view)).status() == CheckpointStatus.PARTIAL;
        } catch (RedoubtException unknown) {
            return false;
        }
    }

    /** Whatever it does next, it needs its bank. */
    private void bank(OperationView view) {
        try {
            ProviderView provider = engine.providers().view(view.provider());
            engine.leases().lapsed(provider.bank()).ifPresent(lapsed -> sentences.add("This runtime could not renew its lease on the bank \"" + provider.bank()
                    + "\" for " + lapsed.toSeconds() + " s: until it can, nothing is completed there, as others may take it for gone."));
            provider.unusable().ifPresent(why -> {
                sentences.add("Its bank \"" + provider.bank() + "\" cannot be used now: " + why);
                advice.add("`redoubt why " + provider.name() + "` tells more of the bank.");
            });
        } catch (RedoubtException gone) {
            sentences.add(gone.problem().message());
        }
    }

    private void steps(OperationView view) throws RedoubtException {
        sentences.add(view.openUndoSteps() == 1 ? "1 step is still to be taken back:" : view.openUndoSteps() + " steps are still to be taken back:");
        for (UndoStepView step : new OpenSteps(engine.plugins()).of(operations.steps(caller.project(), view.id()), SHOWN)) {
            String because = step.missing().or(step::reason).orElse(step.attempts() == 0 ? "It was not tried yet." : "The reason is not known.");
            sentences.add(step.name() + " of " + step.resource() + ", registered by " + step.plugin() + " " + step.pluginVersion() + ", tried "
                    + (step.attempts() == 1 ? "once" : step.attempts() + " times") + ": " + because);
            step.missing().ifPresent(missing -> advice.add("Install the plugin " + step.plugin() + " again; the step is taken back as soon as it is there."));
        }
        advice.add("Steps are tried again and again, and when a plugin comes; `redoubt undo " + view.id() + "` tries them at once.");
    }

    private String when(OperationView view) {
        return engine.lateHooks().expects(view.id()) ? " when its hook that was given up has ended" : view.state() == OperationState.FAILED ? " when that is mended" : "";
    }

    private void waysOut(OperationView view) throws RedoubtException {
        String resume = "`redoubt resume " + view.id() + "`";
        switch (view.state()) {
            case INTERRUPTED -> {
                if (operations.goesOn(view.id())) {
                    sentences.add("It goes on by itself as soon as it can.");
                } else {
                    advice.add("Go on with it: " + resume + "; what was done and is whole is kept.");
                }
                advice.add("Or take back what it has left, and give it up: `redoubt undo " + view.id() + "`.");
            }
            case UNDOING -> sentences.add("What it has left is being taken back.");
            case FAILED, CANCELLED -> advice.add(endedInPart(view)
                    ? "Its checkpoint is partial: restore what it holds with `redoubt restore " + made(view) + " --partial`, or " + view.type().word() + " again."
                    : !operations.isResumable(view) ? "It was given up: begin another one."
                    : "Go on with it" + when(view) + ": " + resume + ", or begin another one.");
            default -> { }
        }
    }
}
