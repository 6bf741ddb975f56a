package org.redoubt.engine.service;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.Checkpoints;
import org.redoubt.api.service.Explanation;
import org.redoubt.api.service.PluginView;
import org.redoubt.engine.operation.Engine;
import org.redoubt.engine.operation.OperationCatalog;
import org.redoubt.engine.owner.Writer;

/** Says why something is as it is. */
final class Why {
    private final BundleContext context;
    private final Engine engine;
    private final OperationCatalog operations;
    private final Checkpoints checkpoints;
    private final Caller caller;
    private final Function<CheckpointId, Optional<Writer>> writers;

    Why(BundleContext context, Engine engine, OperationCatalog operations, Checkpoints checkpoints, Caller caller,
            Function<CheckpointId, Optional<Writer>> writers) {
        this.context = context;
        this.engine = engine;
        this.operations = operations;
        this.checkpoints = checkpoints;
        this.caller = caller;
        this.writers = writers;
    }

    Explanation explain(String subject) throws RedoubtException {
        Optional<Explanation> plugin = plugin(subject);
        if (plugin.isPresent()) {
            return plugin.get();
        }
        WhyBank bank = new WhyBank(engine.providers());
        if (bank.knows(subject)) {
            return bank.explain(subject, operations.list(caller.project(), true, Integer.MAX_VALUE));
        }
        Optional<RedoubtException> ambiguous = Optional.empty();
        try {
            return new WhyOperation(engine, operations, checkpoints, caller).explain(operations.show(caller.project(), new OperationId(subject)));
        } catch (RedoubtException e) {
            if (e.kind() != ProblemKind.NOT_FOUND && e.kind() != ProblemKind.INVALID) {
                throw e;
            }
            ambiguous = Optional.of(e).filter(several -> several.kind() == ProblemKind.INVALID);
        }
        try {
            return new WhyCheckpoint(operations, caller, writers).explain(checkpoints.show(checkpoints.resolve(subject, Optional.empty())));
        } catch (RedoubtException e) {
            if (ambiguous.isPresent()) {
                // No one checkpoint was meant either.
                throw ambiguous.get();
            }
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw e;
            }
        }
        throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no plugin, bank, operation or checkpoint \"" + subject + "\".")
                .hint("`redoubt plugin list`, `redoubt providers`, `redoubt operations` and `redoubt checkpoints` list all there are; "
                        + "whether a plan can be carried out, `redoubt check --plan NAME` says."));
    }

    /** What is known of a plugin, also of one whose bundle cannot be started, and of one that is gone while steps wait for it. */
    private Optional<Explanation> plugin(String name) throws RedoubtException {
        List<PluginView> versions = engine.plugins().views().stream().filter(view -> view.name().equals(name)).toList();
        Optional<Explanation> plugin = new WhyPlugin(engine.plugins(), operations, caller).explain(name, versions);
        Optional<Explanation> bundle = new WhyBundle(context).explain(name, id -> versions.stream().anyMatch(view -> view.bundleId() == id));
        return plugin.flatMap(one -> bundle.map(other -> both(one, other))).or(() -> plugin).or(() -> bundle);
    }

    private static Explanation both(Explanation one, Explanation other) {
        return new Explanation(one.subject(), Stream.concat(one.sentences().stream(), other.sentences().stream()).toList(),
                one.since().or(other::since), Stream.concat(one.advice().stream(), other.advice().stream()).distinct().toList());
    }
}
