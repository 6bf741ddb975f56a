package org.redoubt.testkit.protection;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;

/** Calls the hooks of a plugin for its sample as the engine does. */
final class PluginRuns {
    private final PluginUnderTest test;
    private final ProtectionPlugin plugin;
    private final Resource sample;
    private final Checkpoint checkpoint;

    PluginRuns(PluginUnderTest test) throws Exception {
        this.test = test;
        this.plugin = test.plugin();
        this.sample = test.sample();
        ResourceGraph.Builder graph = ResourceGraph.builder().add(sample);
        for (Resource dependent : test.dependents()) {
            graph.add(dependent).edge(sample.ref(), dependent.ref());
        }
        this.checkpoint = new TestCheckpoint(graph.build());
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    RecordingUndoLog log() {
        return new RecordingUndoLog(sample);
    }

    TestProtectContext protectContext(ResourceSection section, Optional<ResourceSection> previous, RecordingUndoLog log)
            throws Exception {
        TestProtectContext context = new TestProtectContext(section, previous, log);
        test.snapshotters().forEach(context::addSnapshotter);
        test.prepare(context);
        return context;
    }

    TestRestoreContext restoreContext(TestSection section, RecordingUndoLog log) throws Exception {
        TestRestoreContext context = new TestRestoreContext(sample, section.readOnly(), test.restoreTarget(), log);
        test.prepare(context);
        return context;
    }

    /** Protects the sample, and checks that nothing is left open. */
    TestProtectContext protect(TestSection section, Optional<ResourceSection> previous) throws Exception {
        TestProtectContext context = protectContext(section, previous, log());
        run(context, Hook.COMPLETE);
        assertNothingTransient(context);
        return context;
    }

    /** Restores the sample, and checks that it is the same. */
    TestRestoreContext restore(TestSection section) throws Exception {
        TestRestoreContext context = restoreContext(section, log());
        run(context, Hook.COMPLETE);
        assertNothingTransient(context);
        assertTrue(context.missing().isEmpty(), () -> "All is restored, but: " + context.missing());
        assertTrue(context.result().isPresent(), "The plugin says what the resource was restored as.");
        test.assertRestored(context);
        return context;
    }

    TestVerifyContext verify(TestSection section) throws Exception {
        return whole(new TestVerifyContext(section.readOnly(), log()));
    }

    TestSection copy(TestSection section) throws Exception {
        TestSection copied = section.copy();
        whole(new TestCopyContext(section.readOnly(), copied, new TestCheckpoint(checkpoint.graph()), log()));
        return copied;
    }

    void delete(TestSection section) throws Exception {
        whole(new TestDeleteContext(section.readOnly(), log()));
    }

    private <C extends TestContext> C whole(C context) throws Exception {
        test.prepare(context);
        run(context, Hook.COMPLETE);
        assertNothingTransient(context);
        return context;
    }

    /** What an operation on a section that was protected runs in. */
    TestContext context(OperationType type, TestSection section, RecordingUndoLog log) throws Exception {
        TestContext context = switch (type) {
            case VERIFY -> new TestVerifyContext(section.readOnly(), log);
            case COPY -> new TestCopyContext(section.readOnly(), section.copy(), new TestCheckpoint(checkpoint.graph()), log);
            case DELETE -> new TestDeleteContext(section.readOnly(), log);
            case PROTECT, RESTORE -> throw new IllegalArgumentException(type.word() + " has a context of its own");
        };
        test.prepare(context);
        return context;
    }

    Set<Hook> hooks(OperationType type) throws Exception {
        return switch (type) {
            case PROTECT -> plugin.getProtectOperation(sample).hooks();
            case RESTORE -> plugin.getRestoreOperation(sample).hooks();
            case VERIFY -> plugin.getVerifyOperation(sample).hooks();
            case COPY -> plugin.getCopyOperation(sample).hooks();
            case DELETE -> plugin.getDeleteOperation(sample).hooks();
        };
    }

    /** Runs the hooks of the operation that a context belongs to, in their order, up to one. */
    void run(TestContext context, Hook last) throws Exception {
        switch (context) {
            case TestProtectContext protect -> run(plugin.getProtectOperation(sample), OperationType.PROTECT, protect, protect::enter, last);
            case TestRestoreContext restore -> run(plugin.getRestoreOperation(sample), OperationType.RESTORE, restore, restore::enter, last);
            case TestVerifyContext verify -> run(plugin.getVerifyOperation(sample), OperationType.VERIFY, verify, verify::enter, last);
            case TestCopyContext copy -> run(plugin.getCopyOperation(sample), OperationType.COPY, copy, copy::enter, last);
            case TestDeleteContext delete -> run(plugin.getDeleteOperation(sample), OperationType.DELETE, delete, delete::enter, last);
            default -> throw new IllegalArgumentException("No operation runs in " + context);
        }
    }

    private <C extends OperationContext> void run(Operation<C> operation, OperationType type, C context, Consumer<Hook> enter, Hook last)
            throws Exception {
        Set<Hook> hooks = operation.hooks();
        for (Hook hook : Hook.values()) {
            if (hook.compareTo(last) <= 0 && hooks.contains(hook)) {
                enter.accept(hook);
                call(operation, hook, context, type);
            }
        }
    }

    private <C extends OperationContext> void call(Operation<C> operation, Hook hook, C context, OperationType type) throws Exception {
        var parameters = test.parameters(type);
        switch (hook) {
            case PREPARE_BEGIN -> operation.onPrepareBegin(checkpoint, sample, context, parameters);
            case PREPARE_FINISH -> operation.onPrepareFinish(checkpoint, sample, context, parameters);
            case MAIN -> operation.onMain(checkpoint, sample, context, parameters);
            case COMPLETE -> operation.onComplete(checkpoint, sample, context, parameters);
        }
    }

    private static void assertNothingTransient(TestContext context) {
        List<String> open = context.undo().open().stream().filter(step -> step.spec().scope() == UndoSpec.Scope.TRANSIENT)
                .map(step -> step.spec().name()).toList();
        assertTrue(open.isEmpty(), () -> "A run that succeeds leaves no transient step open, but: " + open);
    }

    /** Undoes steps last first, each twice. */
    void undoTwice(TestContext context, List<UndoStep> steps) {
        for (UndoStep step : steps.reversed()) {
            undo(context, step);
            undo(context, step);
        }
    }

    void undo(TestContext context, UndoStep step) {
        UndoResult result = answer(context, step);
        assertTrue(result.settled(), () -> "The step " + step.spec().name() + " is undone, but: " + result);
    }

    /** Undoes steps last first, each twice, by another instance, and checks that nothing is left. */
    void undoLater(TestContext context, List<UndoStep> steps) throws Exception {
        ProtectionPlugin later = test.laterPlugin();
        for (UndoStep step : steps.reversed()) {
            for (int time = 0; time < 2; time++) {
                UndoResult result = answer(later, context, step);
                assertTrue(result.settled(), () -> "The step " + step.spec().name() + " is undone by a later instance, but: " + result);
            }
        }
        test.assertTakenBack();
    }

    UndoResult answer(TestContext context, UndoStep step) {
        return answer(plugin, context, step);
    }

    private UndoResult answer(ProtectionPlugin undoer, TestContext context, UndoStep step) {
        try {
            UndoResult result = undoer.undo(step, new TestUndoContext(context, test.snapshotters()));
            assertNotNull(result, "An undo has an answer.");
            return result;
        } catch (Exception e) {
            throw new AssertionError("The undo of " + step.spec().name() + " failed.", e);
        }
    }

    /** A log that has every step undone when it is registered, before the hook brings its effect about. */
    RecordingUndoLog early(Consumer<UndoStep> undo) {
        return new RecordingUndoLog(sample, undo);
    }
}
