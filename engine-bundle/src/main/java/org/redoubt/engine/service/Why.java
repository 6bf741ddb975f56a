package org.redoubt.engine.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.Checkpoints;
import org.redoubt.api.service.Explanation;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.PluginView;
import org.redoubt.engine.operation.Engine;
import org.redoubt.engine.operation.OperationCatalog;

/** Says why something is as it is. */
final class Why {
    private final Engine engine;
    private final OperationCatalog operations;
    private final Checkpoints checkpoints;
    private final Caller caller;

    Why(Engine engine, OperationCatalog operations, Checkpoints checkpoints, Caller caller) {
        this.engine = engine;
        this.operations = operations;
        this.checkpoints = checkpoints;
        this.caller = caller;
    }

    Explanation explain(String subject) throws RedoubtException {
        Optional<PluginView> plugin = engine.plugins().views().stream().filter(view -> view.name().equals(subject)).findFirst();
        if (plugin.isPresent()) {
            return plugin(plugin.get());
        }
        try {
            return operation(operations.show(caller.project(), new OperationId(subject)));
        } catch (RedoubtException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw e;
            }
        }
        try {
            return checkpoint(checkpoints.show(checkpoints.resolve(subject, Optional.empty())));
        } catch (RedoubtException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw e;
            }
        }
        throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no plugin, operation or checkpoint \"" + subject + "\".")
                .hint("List them with \"plugin list\", \"operations\" and \"checkpoints\"."));
    }

    private static Explanation plugin(PluginView view) {
        List<String> sentences = new ArrayList<>();
        sentences.add("The plugin " + view.name() + " " + view.version() + " is " + view.state() + (view.reason().isEmpty() ? "." : ": " + view.reason()));
        sentences.add(view.leases() + " operation(s) use it.");
        return new Explanation(view.name(), sentences, Optional.empty(), List.of());
    }

    private static Explanation operation(OperationView view) {
        List<String> sentences = new ArrayList<>();
        sentences.add("The " + view.type().word() + " is " + view.state().word() + ", with " + view.progress().hooksDone() + " of "
                + view.progress().hooksTotal() + " hooks done.");
        view.progress().running().forEach(hook -> sentences.add("It waits for " + hook + "."));
        view.problems().forEach(problem -> sentences.add(problem.toString()));
        return new Explanation(view.id().value(), sentences, Optional.of(view.endedAt().orElse(view.startedAt())), advice(view.problems()));
    }

    private static Explanation checkpoint(CheckpointView view) {
        List<String> sentences = new ArrayList<>();
        sentences.add("The checkpoint is " + view.status().word() + ".");
        view.problems().forEach(problem -> sentences.add(problem.toString()));
        Optional<Instant> since = view.completedAt().or(() -> Optional.of(view.createdAt()));
        return new Explanation(view.id().value(), sentences, since, advice(view.problems()));
    }

    private static List<String> advice(List<Problem> problems) {
        return problems.stream().flatMap(problem -> problem.hint().stream()).distinct().toList();
    }
}
