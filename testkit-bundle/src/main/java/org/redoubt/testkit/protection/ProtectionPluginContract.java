package org.redoubt.testkit.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.resource.Resource;

/**
 * The suite that every {@link ProtectionPlugin} has to pass. A plugin's author writes a JUnit Jupiter class that implements
 * this interface, gives an instance of the plugin and a resource to protect, and compares what was restored:
 *
 * <pre>{@code
 * class MyPluginTest implements ProtectionPluginContract {
 *     @TempDir Path directory;
 *
 *     public ProtectionPlugin plugin() { return plugin; }
 *     public Resource sample() { return Resource.of("My::Type", id, "sample"); }
 *     public void assertRestored(TestRestoreContext context) { ... }
 * }
 * }</pre>
 *
 * <p>What is said of undo and of the registration has parts of its own.
 */
public interface ProtectionPluginContract extends UndoContract, SchemaContract, RegistrationContract {

    /** There is an answer for each of the five operations, with the same hooks at each call. */
    @Test
    default void everyOperationHasAnAnswer() throws Exception {
        Resource sample = sample();
        for (OperationType type : OperationType.values()) {
            Operation<?> operation = operation(type, sample);
            assertNotNull(operation, () -> "The operation for " + type.word() + " is null; Operation.none() says that there is nothing to do.");
            assertNotNull(operation.hooks(), () -> "The hooks of " + type.word());
            assertEquals(operation.hooks(), operation.hooks(), () -> "The hooks of " + type.word() + " are the same at each call.");
            assertEquals(operation.hooks(), operation(type, sample).hooks(), () -> "The hooks of " + type.word() + " are always the same.");
            for (Hook hook : Hook.values()) {
                assertNotNull(operation.capacities(hook, sample), () -> "The capacities of " + hook.word() + " of " + type.word());
                assertEquals(operation.capacities(hook, sample), operation.capacities(hook, sample));
            }
        }
    }

    private Operation<?> operation(OperationType type, Resource sample) {
        return switch (type) {
            case PROTECT -> plugin().getProtectOperation(sample);
            case RESTORE -> plugin().getRestoreOperation(sample);
            case VERIFY -> plugin().getVerifyOperation(sample);
            case COPY -> plugin().getCopyOperation(sample);
            case DELETE -> plugin().getDeleteOperation(sample);
        };
    }

    /** What was protected can be verified, shown, restored, copied, restored from the copy, and deleted. */
    @Test
    default void whatIsProtectedComesBack() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        TestSection section = new TestSection();
        TestProtectContext context = runs.protect(section, Optional.empty());
        assertTrue(context.grade() == Grade.NONE || !context.reason().isBlank(), "A grade has a reason.");
        assertEquals(List.of(), runs.verify(section).damages());
        JsonObject info = plugin().getSavedInfo(section.readOnly(), sample());
        assertNotNull(info, "The saved information");
        assertDescribed(info, plugin().getSavedInfoSchema(sample().type()).json());
        runs.restore(section);
        TestSection copy = runs.copy(section);
        runs.delete(section);
        assertEquals(List.of(), runs.verify(copy).damages());
        runs.restore(copy);
        runs.delete(copy);
    }

    /** A checkpoint that builds on an earlier one is as good as a first one, also when the earlier one is gone. */
    @Test
    default void aCheckpointOnTopOfAnEarlierOneComesBack() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        TestSection first = new TestSection();
        runs.protect(first, Optional.empty());
        TestSection second = first.next();
        runs.protect(second, Optional.of(first.readOnly()));
        runs.delete(first);
        assertEquals(List.of(), runs.verify(second).damages());
        runs.restore(second);
    }

    /** An operation keeps no state of a run: several at once do not know of each other. */
    @Test
    default void severalRunsAtOnceDoNotKnowOfEachOther() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        List<Callable<TestSection>> work = new ArrayList<>();
        for (int i = 0; i < concurrentRuns(); i++) {
            work.add(() -> {
                TestSection section = new TestSection();
                runs.protect(section, Optional.empty());
                return section;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
            for (Future<TestSection> each : threads.invokeAll(work)) {
                assertEquals(List.of(), runs.verify(each.get()).damages());
                runs.restore(each.get());
            }
        }
    }

    /** A check and a dry run answer without a side effect. */
    @Test
    default void aDryRunHasNoEffect() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        TestSection section = new TestSection();
        TestProtectContext context = runs.protectContext(section, Optional.empty(), runs.log());
        Operation<ProtectContext> operation = plugin().getProtectOperation(sample());
        assertEquals(List.of(), operation.onCheck(runs.checkpoint(), sample(), context, parameters(OperationType.PROTECT)));
        assertFalse(operation.plan(runs.checkpoint(), sample(), context, parameters(OperationType.PROTECT)).stream().anyMatch(Objects::isNull));
        assertEquals(List.of(), section.documents());
        assertEquals(List.of(), section.data());
        assertEquals(List.of(), context.undo().registered());
        TestSection whole = new TestSection();
        runs.protect(whole, Optional.empty());
        TestRestoreContext restore = runs.restoreContext(whole, runs.log());
        var restoring = plugin().getRestoreOperation(sample());
        assertEquals(List.of(), restoring.onCheck(runs.checkpoint(), sample(), restore, parameters(OperationType.RESTORE)));
        assertFalse(restoring.plan(runs.checkpoint(), sample(), restore, parameters(OperationType.RESTORE)).stream().anyMatch(Objects::isNull));
        assertEquals(List.of(), restore.undo().registered());
        assertTrue(restore.result().isEmpty());
    }
}
