package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;

/** A plugin goes away in the middle of an operation, although that still holds it. */
class DepartureTest {
    @TempDir
    private Path home;

    @Test
    void givenAFreezeThatAppearsOnlyAfterThePluginHasSaidFarewell_thenItIsThawedAllTheSame() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            Gates freezing = new Gates();
            engine.toy.before(OperationType.PROTECT, Hook.PREPARE_BEGIN, "s", context -> {
                freezing.hold();
                engine.toy.log.add("frozen at last");
            });
            OperationHandle handle = engine.begin(engine.protectAll());
            freezing.awaitHeld();
            ProtectionPlugin old = engine.plugins.get("Toy::Server");
            engine.pluginsLeave();
            assertTrue(engine.toy.log.contains("undo thaw s"), "what may be frozen is thawed before the plugin goes");
            engine.plugins.put("Toy::Server", old);
            freezing.open();
            OperationView ended = Fixture.end(handle);
            assertEquals(OperationState.CANCELLED, ended.state());
            assertEquals(0, ended.openUndoSteps());
            List<String> log = List.copyOf(engine.toy.log);
            assertTrue(log.lastIndexOf("undo thaw s") > log.indexOf("frozen at last"), log.toString());
        }
    }

    @Test
    void givenAPluginThatIsGone_thenItsStepsAreTakenBackByItsSuccessor() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            Gates copying = new Gates();
            engine.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> copying.hold());
            OperationHandle handle = engine.begin(engine.protectAll());
            copying.awaitHeld();
            engine.pluginsLeave();
            ToyPlugin successor = new ToyPlugin();
            engine.plugins.put("Toy::Server", successor);
            engine.plugins.put("Toy::Volume", successor);
            copying.open();
            OperationView ended = Fixture.end(handle);
            assertEquals(OperationState.CANCELLED, ended.state());
            assertEquals(ProblemKind.CANCELLED, ended.problems().getFirst().kind());
            assertEquals(0, ended.openUndoSteps());
            assertTrue(successor.log.contains("undo drop one"), successor.log.toString());
            assertFalse(engine.toy.log.contains("undo drop one"), "a plugin that has gone is not called: " + engine.toy.log);
        }
    }

    @Test
    void givenAPluginThatIsGoneAndHasNoSuccessorYet_thenItsStepsWaitForOne() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            engine.operations.recover();
            Gates copying = new Gates();
            engine.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> copying.hold());
            OperationHandle handle = engine.begin(engine.protectAll());
            copying.awaitHeld();
            engine.pluginsLeave();
            engine.plugins.clear();
            copying.open();
            assertEquals(OperationState.CANCELLED, Fixture.end(handle).state());
            assertEquals(List.of(), engine.toy.log.stream().filter(line -> line.startsWith("undo drop")).toList());
            engine.plugins.put("Toy::Volume", engine.toy);
            engine.plugins.put("Toy::Server", engine.toy);
            engine.services.change();
            engine.awaitLog("undo drop one", 1);
        }
    }

    @Test
    void givenAProductThatIsUrgent_thenItIsNotTakenBackBeforeItIsKnownThatItIsToGo() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            OperationView made = engine.run(engine.protectAll());
            Gates making = new Gates();
            engine.toy.before(OperationType.RESTORE, Hook.MAIN, "one", context -> context.undo().register(UndoSpec.of("stop").urgent().product()));
            engine.toy.before(OperationType.RESTORE, Hook.COMPLETE, "s", context -> making.hold());
            OperationHandle handle = engine.begin(RestoreRequest.of(made.checkpoint()).target("/new").keepOnFailure());
            making.awaitHeld();
            engine.pluginsLeave();
            making.open();
            assertEquals(OperationState.CANCELLED, Fixture.end(handle).state());
            assertFalse(engine.toy.log.contains("undo stop one"), engine.toy.log::toString);
        }
    }

    @Test
    void givenAHandleThatSomebodyKeeps_thenNothingOfThePluginIsKeptWithIt() throws Exception {
        try (Fixture engine = new Fixture(home)) {
            WeakReference<ProtectionPlugin> plugin = passing(engine);
            OperationHandle handle = engine.begin(engine.protectAll());
            assertEquals(OperationState.SUCCEEDED, Fixture.end(handle).state());
            engine.plugins.clear();
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (plugin.get() != null && System.nanoTime() < end) {
                System.gc();
                Thread.sleep(10);
            }
            assertEquals(null, plugin.get());
            assertEquals(OperationState.SUCCEEDED, handle.view().state());
        }
    }

    /** A plugin that nobody but the engine knows. */
    private static WeakReference<ProtectionPlugin> passing(Fixture engine) {
        ProtectionPlugin passing = new ToyPlugin();
        engine.plugins.put("Toy::Server", passing);
        return new WeakReference<>(passing);
    }
}
