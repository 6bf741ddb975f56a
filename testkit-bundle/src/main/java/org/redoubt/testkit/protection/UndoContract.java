package org.redoubt.testkit.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoSpec;

/** Whatever a plugin has registered can be taken back: before its effect, after it, again, and by somebody else's hands. */
public interface UndoContract extends PluginUnderTest {
    /** Every step of protect is undone once before its effect and twice after the run, and no harm is done. */
    @Test
    default void stepsOfProtectAreUndoneEarlyAndOften() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        AtomicReference<TestProtectContext> context = new AtomicReference<>();
        context.set(runs.protectContext(new TestSection(), Optional.empty(), runs.early(step -> runs.undo(context.get(), step))));
        runs.run(context.get(), Hook.COMPLETE);
        runs.undoTwice(context.get(), context.get().undo().registered());
        assertWorks(runs);
    }

    /** Every step of restore is undone once before its effect and twice after the run, and then the sample can be restored. */
    @Test
    default void stepsOfRestoreAreUndoneEarlyAndOften() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        TestSection section = new TestSection();
        runs.protect(section, Optional.empty());
        AtomicReference<TestRestoreContext> context = new AtomicReference<>();
        context.set(runs.restoreContext(section, runs.early(step -> runs.undo(context.get(), step))));
        runs.run(context.get(), Hook.COMPLETE);
        assertRestored(context.get());
        runs.undoTwice(context.get(), context.get().undo().registered());
        runs.restore(section);
    }

    /** A protect that stops after any hook is taken back by its open steps alone. */
    @Test
    default void aProtectThatStopsIsTakenBack() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        for (Hook last : Hook.values()) {
            TestProtectContext context = runs.protectContext(new TestSection(), Optional.empty(), runs.log());
            runs.run(context, last);
            runs.undoTwice(context, context.undo().open());
            assertWorks(runs);
        }
    }

    /** A restore that stops after any hook is taken back by its open steps alone. */
    @Test
    default void aRestoreThatStopsIsTakenBack() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        TestSection section = new TestSection();
        runs.protect(section, Optional.empty());
        for (Hook last : Hook.values()) {
            TestRestoreContext context = runs.restoreContext(section, runs.log());
            runs.run(context, last);
            runs.undoTwice(context, context.undo().open());
            TestRestoreContext again = runs.restore(section);
            runs.undoTwice(again, again.undo().open());
        }
    }

    /** A protect that stops after any hook is taken back by a later process, which knows the steps only. */
    @Test
    default void aLaterProcessTakesAProtectBack() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        for (Hook last : Hook.values()) {
            TestProtectContext context = runs.protectContext(new TestSection(), Optional.empty(), runs.log());
            runs.run(context, last);
            runs.undoLater(context, context.undo().open());
        }
        assertWorks(runs);
    }

    /** A restore that stops after any hook is taken back by a later process, which knows the steps only. */
    @Test
    default void aLaterProcessTakesARestoreBack() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        TestSection section = new TestSection();
        runs.protect(section, Optional.empty());
        for (Hook last : Hook.values()) {
            TestRestoreContext context = runs.restoreContext(section, runs.log());
            runs.run(context, last);
            runs.undoLater(context, context.undo().open());
        }
    }

    /** Every step of verify, copy and delete is undone once before its effect and twice after the run, and no harm is done. */
    @Test
    default void stepsOfOtherOperationsAreUndoneEarlyAndOften() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        for (OperationType type : onWhatIsSaved()) {
            TestSection section = new TestSection();
            runs.protect(section, Optional.empty());
            AtomicReference<TestContext> context = new AtomicReference<>();
            context.set(runs.context(type, section, runs.early(step -> runs.undo(context.get(), step))));
            runs.run(context.get(), Hook.COMPLETE);
            runs.undoTwice(context.get(), context.get().undo().registered());
        }
        assertWorks(runs);
    }

    /** A verify, copy or delete that stops after any hook is taken back by its open steps alone, also by a later process. */
    @Test
    default void anotherOperationThatStopsIsTakenBack() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        for (OperationType type : onWhatIsSaved()) {
            for (Hook last : runs.hooks(type)) {
                for (boolean later : List.of(false, true)) {
                    TestSection section = new TestSection();
                    runs.protect(section, Optional.empty());
                    TestContext context = runs.context(type, section, runs.log());
                    runs.run(context, last);
                    if (!later) {
                        runs.undoTwice(context, context.undo().open());
                    } else if (!context.undo().open().isEmpty()) {
                        runs.undoLater(context, context.undo().open());
                    }
                }
            }
        }
        assertWorks(runs);
    }

    /** A step that was undone before its effect is undone again when that has appeared. */
    @Test
    default void anEffectThatAppearsLateIsTakenBack() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        TestSection section = new TestSection();
        runs.protect(section, Optional.empty());
        for (Hook last : Hook.values()) {
            AtomicReference<TestRestoreContext> context = new AtomicReference<>();
            context.set(runs.restoreContext(section, runs.early(step -> runs.undo(context.get(), step))));
            runs.run(context.get(), last);
            runs.undoTwice(context.get(), context.get().undo().open());
            assertTakenBack();
        }
    }

    /** A run that is cancelled from its beginning ends, is taken back, and leaves the way free for the next. */
    @Test
    default void aCancelledRunIsTakenBack() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        TestSection section = new TestSection();
        TestProtectContext context = runs.protectContext(section, Optional.empty(), runs.log());
        context.cancel();
        try {
            runs.run(context, Hook.COMPLETE);
        } catch (Exception expected) {
            // A hook that has nothing to interrupt may as well succeed.
            context.enter(Hook.COMPLETE);
        }
        runs.undoTwice(context, context.undo().open());
        assertWorks(runs);
    }

    /** A step that the plugin does not know, of a format of the future, is answered with cannot and no exception. */
    @Test
    default void anUnknownStepIsAnswered() throws Exception {
        PluginRuns runs = new PluginRuns(this);
        RecordingUndoLog log = runs.log();
        log.register(UndoSpec.of("a-step-of-the-future").arg("what", "unknown").format(999));
        TestProtectContext context = runs.protectContext(new TestSection(), Optional.empty(), log);
        assertEquals(UndoResult.Outcome.CANNOT, runs.answer(context, log.open().getFirst()).outcome());
    }

    private static List<OperationType> onWhatIsSaved() {
        return List.of(OperationType.VERIFY, OperationType.COPY, OperationType.DELETE);
    }

    private static void assertWorks(PluginRuns runs) throws Exception {
        TestSection section = new TestSection();
        runs.protect(section, Optional.empty());
        assertEquals(List.of(), runs.verify(section).damages());
    }
}
