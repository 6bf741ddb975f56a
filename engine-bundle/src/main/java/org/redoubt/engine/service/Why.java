package org.redoubt.engine.service;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.Checkpoints;
import org.redoubt.api.service.Explanation;
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
        List<PluginView> plugins = engine.plugins().views().stream().filter(view -> view.name().equals(subject)).toList();
        if (!plugins.isEmpty()) {
            return new WhyPlugin(operations, caller).explain(subject, plugins);
        }
        WhyBank bank = new WhyBank(engine.providers());
        if (bank.knows(subject)) {
            return bank.explain(subject, operations.list(caller.project(), true, Integer.MAX_VALUE));
        }
        try {
            return new WhyOperation(engine, operations, checkpoints, caller).explain(operations.show(caller.project(), new OperationId(subject)));
        } catch (RedoubtException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw e;
            }
        }
        try {
            return new WhyCheckpoint(operations, caller).explain(checkpoints.show(checkpoints.resolve(subject, Optional.empty())));
        } catch (RedoubtException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw e;
            }
        }
        throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no plugin, bank, operation or checkpoint \"" + subject + "\".")
                .hint("List them with \"plugin list\", \"providers\", \"operations\" and \"checkpoints\"."));
    }
}
