package org.redoubt.shell.command;

import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Checkpoints;
import org.redoubt.shell.usage.Usage;

/** The checkpoint that a command is about: its operand, and perhaps the provider to look in. */
final class CheckpointOperand {
    private static final String PROVIDER = "--provider";
    private static final String PARTIAL = "--partial";

    private CheckpointOperand() {
    }

    static Usage in(Usage usage) {
        return usage.operands("ID", 1, 1).option(PROVIDER, "NAME", "look for the checkpoint only in this provider");
    }

    static CheckpointId of(Invocation invocation, Checkpoints checkpoints) throws RedoubtException {
        return of(invocation.arguments().operands().getFirst(), invocation, checkpoints);
    }

    /** The same for a restore: what {@code latest} means there depends on whether a partial one will do. */
    static CheckpointId toRestore(String text, Invocation invocation, Checkpoints checkpoints) throws RedoubtException {
        var provider = invocation.arguments().value(PROVIDER);
        return invocation.arguments().has(PARTIAL) ? checkpoints.resolve(text, provider) : checkpoints.resolveWhole(text, provider);
    }

    /** The same of another operand. */
    static CheckpointId of(String text, Invocation invocation, Checkpoints checkpoints) throws RedoubtException {
        return checkpoints.resolve(text, invocation.arguments().value(PROVIDER));
    }
}
