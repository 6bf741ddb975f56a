package org.redoubt.engine.hook;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Memo;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.Progress;
import org.redoubt.api.protection.UndoLog;

/**
 * The part of a context that all operations have. A context is for one call of one hook: once fenced it refuses everything,
 * so a hook that was given up cannot reach into what goes on without it.
 */
abstract class HookContext implements OperationContext {
    private static final VarHandle FENCED = field("fenced");

    private final HookCall call;
    private final HookHost host;
    private volatile boolean fenced;
    private volatile boolean asking;

    HookContext(HookCall call, HookHost host) {
        this.call = call;
        this.host = host;
    }

    private static VarHandle field(String name) {
        try {
            return MethodHandles.lookup().findVarHandle(HookContext.class, name, boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Needs no barrier, which would be paid for after each of a million hooks: what was begun before may still come to its end. */
    final void fence() {
        FENCED.setRelease(this, true);
    }

    /** Makes this the context of a question, which must not change anything. */
    final void ask() {
        asking = true;
    }

    final boolean isQuestion() {
        return asking;
    }

    /** Refuses what only a hook may do. */
    final void refuseQuestion(String what) throws RedoubtException {
        if (asking) {
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "The plugin " + call.plugin() + " tried to " + what
                    + " when it was only asked what is wrong, or what it would do.")
                    .hint("This is an error of the plugin: only its hooks may change anything.").subject(call.resource().toString()));
        }
    }

    final HookHost host() {
        if (isFenced()) {
            throw refusal();
        }
        host.heard();
        return host;
    }

    /** Whether the hook has ended or was given up. */
    final boolean isFenced() {
        return fenced || host.abandoned();
    }

    /** What a hook is told that goes on all the same. */
    final IllegalStateException refusal() {
        return new IllegalStateException("The hook " + call.hook().word() + " of " + call.resource() + " has ended or was given up; its context is of no use any more.");
    }

    @Override
    public OperationId operation() {
        return call.operation();
    }

    @Override
    public Caller caller() {
        return host().caller();
    }

    @Override
    public Hook hook() {
        return call.hook();
    }

    @Override
    public InstantSource clock() {
        return host().clock();
    }

    @Override
    public void checkCancelled() throws CancelledException {
        host().checkCancelled();
    }

    @Override
    public Optional<Instant> deadline() {
        return call.deadline();
    }

    @Override
    public Optional<Instant> freezeDeadline() {
        return host().freezeDeadline();
    }

    @Override
    public UndoLog undo() {
        host();
        return new FencedUndoLog(this);
    }

    @Override
    public Memo memo() {
        host();
        return new FencedMemo(this);
    }

    @Override
    public Progress progress() {
        return host().progress();
    }

    @Override
    public Secret secret(String reference) throws RedoubtException {
        return host().secret(reference);
    }

    @Override
    public void warn(Problem problem) {
        host().warn(problem);
    }

    @Override
    public Set<Path> runtimePaths() {
        return host().runtimePaths();
    }

    @Override
    public Set<Path> bankPaths() {
        return host().bankPaths();
    }
}
