package org.redoubt.plugin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.testkit.protection.TestProtectContext;
import org.redoubt.testkit.protection.TestSection;
import org.redoubt.testkit.protection.TestUndoContext;

class FreezeTest {
    @TempDir
    private static Path storage;
    private static House house;

    @TempDir
    private Path place;
    private Scene scene;

    @BeforeAll
    static void build() throws Exception {
        house = new House(storage);
    }

    @AfterAll
    static void leave() throws Exception {
        house.close();
    }

    @BeforeEach
    void aServer(TestInfo test) throws Exception {
        scene = new Scene(house, place, test.getTestMethod().orElseThrow().getName());
    }

    private TestProtectContext context() throws Exception {
        return scene.context(new TestSection(), step -> { });
    }

    @Test
    void itIsFrozenForItsVolumesAndThawedAfterThem() throws Exception {
        scene.declare(Map.of());
        TestSection section = new TestSection();
        TestProtectContext context = scene.context(section, step -> { });

        scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);
        assertEquals(Optional.of(Grade.APPLICATION), context.quiescing());
        assertEquals(List.of("freeze " + scene.name()), scene.log());
        UndoStep step = context.undo().open().getFirst();
        assertTrue(step.spec().isUrgent());

        scene.run(context, Parameters.empty(), Hook.PREPARE_FINISH);
        assertEquals(Optional.empty(), context.quiescing());
        assertEquals(List.of("freeze " + scene.name(), "thaw " + scene.name()), scene.log());
        assertEquals(List.of(), context.undo().open());

        scene.run(context, Parameters.empty(), Hook.MAIN);
        assertEquals(Grade.METADATA, context.grade());
        assertEquals(Optional.of(scene.name()), section.get("server").orElseThrow().string("name"));
    }

    @Test
    void theStepIsThereBeforeItIsFrozen() throws Exception {
        scene.declare(Map.of());
        List<List<String>> logs = new ArrayList<>();
        TestProtectContext context = scene.context(new TestSection(), step -> {
            try {
                logs.add(scene.log());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        scene.protect(context, Parameters.empty(), Hook.COMPLETE);

        assertEquals(List.of(List.of()), logs);
    }

    @Test
    void withFreezeFalseItIsNotFrozen() throws Exception {
        scene.declare(Map.of());
        TestProtectContext context = context();

        scene.protect(context, Parameters.of(JsonObject.builder().put("freeze", false).build()), Hook.COMPLETE);

        assertEquals(List.of(), scene.log());
        assertEquals(List.of(), context.undo().registered());
        assertEquals("A server is a description. It was not frozen, as freeze is false.", context.reason());
    }

    @Test
    void withoutCommandsItIsNotFrozen() throws Exception {
        scene.declare(Map.of("freeze", "", "thaw", ""));
        TestProtectContext context = context();

        scene.protect(context, Parameters.empty(), Hook.COMPLETE);

        assertEquals(List.of(), context.undo().open());
        assertEquals(Optional.empty(), context.quiescing());
        assertEquals("A server is a description. It was not frozen, as it has no command for that.", context.reason());
    }

    @Test
    void aFreezeThatFailedHalfWayIsThawedAtOnce() throws Exception {
        scene.declare(Map.of("freeze", scene.noting("half", "echo no luck >&2; exit 7")));
        TestProtectContext context = context();

        RedoubtException e = assertThrows(RedoubtException.class, () -> scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN));

        assertEquals("The server \"" + scene.name() + "\" could not be frozen: the command \"/bin/sh\" ended with status 7: no luck.",
                e.problem().message());
        assertEquals(List.of("half", "thaw " + scene.name()), scene.log());
        assertEquals(List.of(), context.undo().open());
        assertEquals(Optional.empty(), context.quiescing());
    }

    @Test
    void aFreezeThatTakesTooLongIsKilledAndThawed() throws Exception {
        scene.declare(Map.of("freeze", scene.noting("slow", "sleep 300"), "freezeTimeout", 1L));
        TestProtectContext context = context();

        RedoubtException e = assertThrows(RedoubtException.class, () -> scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN));

        assertEquals(ProblemKind.TIMEOUT, e.kind());
        // On a busy machine it may be killed before it could write anything.
        assertEquals(List.of("thaw " + scene.name()), scene.log().stream().filter(line -> !line.equals("slow")).toList());
        assertEquals(List.of(), context.undo().open());
    }

    @Test
    void aThawThatFailsLeavesTheStepForALaterReplayAndIsTriedAgainMeanwhile() throws Exception {
        Path broken = place.resolve("broken");
        scene.declare(Map.of("thaw", scene.noting("thaw", "echo still busy; test ! -e " + broken + " && echo thawed >> " + place.resolve("log"))));
        TestProtectContext context = context();
        scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);
        Files.createFile(broken);

        RedoubtException e = assertThrows(RedoubtException.class, () -> scene.run(context, Parameters.empty(), Hook.PREPARE_FINISH));
        assertEquals("The server \"" + scene.name() + "\" may still be frozen: the command \"/bin/sh\" ended with status 1: still busy.",
                e.problem().message());
        UndoStep step = context.undo().open().getFirst();
        Files.delete(broken);

        scene.awaitLog("thawed");
        replay(step, context);
        assertEquals(UndoResult.nothing(), house.plugin().undo(step, new TestUndoContext(context, List.of())));
        assertEquals("thawed", scene.log().getLast());
    }

    /** As the engine does: again, if the attempt that it has heard of was one from before. */
    private static void replay(UndoStep step, TestProtectContext context) throws Exception {
        for (int attempt = 0; attempt < 30; attempt++) {
            try {
                house.plugin().undo(step, new TestUndoContext(context, List.of()));
                return;
            } catch (RedoubtException e) {
                continue;
            }
        }
        throw new AssertionError("it is never thawed");
    }

    @Test
    void atTheEndOfItsTimeItIsThawedWhoeverHangsAndTheProtectionFails() throws Exception {
        scene.declare(Map.of());
        TestProtectContext context = context();
        Parameters parameters = freezeBriefly(context);

        scene.awaitLog("thaw " + scene.name());

        RedoubtException e = assertThrows(RedoubtException.class, () -> scene.run(context, parameters, Hook.PREPARE_FINISH));
        assertEquals(ProblemKind.TIMEOUT, e.kind());
        assertEquals(List.of("freeze " + scene.name(), "thaw " + scene.name()), scene.log());
        assertEquals(List.of(), context.undo().open());
    }

    /** Freezes for a short time, which has to be long enough for this machine to run the command. */
    private Parameters freezeBriefly(TestProtectContext context) throws Exception {
        for (Duration limit = Duration.ofMillis(500); ; limit = limit.multipliedBy(4)) {
            Parameters parameters = Parameters.of(JsonObject.builder().put("freezeTimeout", limit.toString()).build());
            try {
                scene.protect(context, parameters, Hook.PREPARE_BEGIN);
                return parameters;
            } catch (RedoubtException e) {
                if (e.kind() != ProblemKind.TIMEOUT || limit.compareTo(Duration.ofMinutes(1)) > 0) {
                    throw e;
                }
                scene.forgetLog();
            }
        }
    }

    @Test
    void aServerWhoseDeclarationIsGoneIsThawedByAnotherProcess() throws Exception {
        scene.declare(Map.of());
        TestProtectContext context = context();
        scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);
        UndoStep step = context.undo().open().getFirst();
        try (House other = new House(storage.resolve("other"))) {

            assertEquals(UndoResult.nothing(), other.plugin().undo(step, new TestUndoContext(context, List.of())),
                    "nobody knows how long it was frozen");
        }
        assertEquals(List.of("freeze " + scene.name(), "thaw " + scene.name()), scene.log());
        assertEquals(UndoResult.done(), house.plugin().undo(step, new TestUndoContext(context, List.of())));
    }

    @Test
    void aThawThatSaysThatNothingWasFrozenHasNothingToUndo() throws Exception {
        scene.declare(Map.of("thaw", scene.noting("thaw", "echo it is not frozen; exit 1"), "notFrozen", "not frozen"));
        TestProtectContext context = context();
        scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);

        RedoubtException e = assertThrows(RedoubtException.class, () -> scene.run(context, Parameters.empty(), Hook.PREPARE_FINISH));

        assertTrue(e.problem().message().contains("was not frozen any more"), e.getMessage());
        UndoStep step = context.undo().registered().getFirst();
        assertEquals(UndoResult.nothing(), house.plugin().undo(step, new TestUndoContext(context, List.of())));
    }

    @Test
    void twoOperationsFreezeItOneAfterTheOther() throws Exception {
        scene.declare(Map.of());
        TestProtectContext first = context();
        TestProtectContext second = context();
        scene.protect(first, Parameters.empty(), Hook.PREPARE_BEGIN);
        scene.declare(Map.of("freezeTimeout", 1L));

        RedoubtException e = assertThrows(RedoubtException.class, () -> scene.protect(second, Parameters.empty(), Hook.PREPARE_BEGIN));
        assertEquals(ProblemKind.CONFLICT, e.kind());
        assertEquals(List.of("freeze " + scene.name()), scene.log());

        scene.run(first, Parameters.empty(), Hook.PREPARE_FINISH);
        scene.declare(Map.of());
        scene.protect(context(), Parameters.empty(), Hook.COMPLETE);
        assertEquals(4, scene.log().size());
    }

    @Test
    void withoutALimitItIsThawedAtTheEndOfTheLongestFreeze() throws Exception {
        scene.declare(Map.of());
        TestProtectContext context = context();
        freezeForSeconds(context);

        scene.awaitLog("thaw " + scene.name());

        RedoubtException e = assertThrows(RedoubtException.class, () -> scene.run(context, Parameters.empty(), Hook.PREPARE_FINISH));
        assertEquals(ProblemKind.TIMEOUT, e.kind());
    }

    /** Freezes a server that may be frozen for so many seconds as this machine needs to run the command. */
    private void freezeForSeconds(TestProtectContext context) throws Exception {
        for (long seconds = 1; ; seconds *= 4) {
            scene.declare(Map.of("maximumFreeze", seconds));
            try {
                scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);
                return;
            } catch (RedoubtException e) {
                if (e.kind() != ProblemKind.TIMEOUT || seconds > 60) {
                    throw e;
                }
                scene.forgetLog();
            }
        }
    }

    @Test
    void itsWatchdogIsSeenInTheListOfProcessesAndWhenThatIsKilledItIsThawedAtOnce() throws Exception {
        scene.declare(Map.of());
        TestProtectContext context = context();
        scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);

        assertTrue(watchdog().orElseThrow().destroyForcibly());
        scene.awaitLog("thaw " + scene.name());

        RedoubtException e = assertThrows(RedoubtException.class, () -> scene.run(context, Parameters.empty(), Hook.PREPARE_FINISH));
        assertTrue(e.getMessage().contains("was not frozen any more"), e.getMessage());
        assertEquals(List.of("freeze " + scene.name(), "thaw " + scene.name()), scene.log());
    }

    private Optional<ProcessHandle> watchdog() {
        return ProcessHandle.current().children().filter(child -> {
            List<String> words = List.of(child.info().arguments().orElse(new String[0]));
            return words.contains("redoubt-watchdog") && words.contains(scene.name());
        }).findFirst();
    }

    @Test
    void afterTheThawNoWatchdogIsLeft() throws Exception {
        scene.declare(Map.of());
        TestProtectContext context = context();
        scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);
        ProcessHandle watchdog = watchdog().orElseThrow();

        scene.run(context, Parameters.empty(), Hook.PREPARE_FINISH);

        watchdog.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    void aDriverThatGoesThawsWhatIsFrozen() throws Exception {
        try (House other = new House(storage.resolve("going"))) {
            Scene there = new Scene(other, place, "going").declare(Map.of());
            there.protect(there.context(new TestSection(), step -> { }), Parameters.empty(), Hook.PREPARE_BEGIN);
            assertEquals(List.of("freeze going"), there.log());
        }
        scene.awaitLog("thaw going");
    }

    @Test
    void aFreezeThatIsInterruptedIsEndedAndThawed() throws Exception {
        Path ended = place.resolve("ended");
        scene.declare(Map.of("freeze", scene.noting("begun", "sleep 300; touch " + ended)));
        TestProtectContext context = context();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread hook = Thread.ofPlatform().start(() -> outcome.complete(
                assertThrows(Throwable.class, () -> scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN))));
        scene.awaitLog("begun");

        hook.interrupt();

        assertInstanceOf(InterruptedException.class, outcome.get(60, TimeUnit.SECONDS));
        scene.awaitLog("thaw " + scene.name());
        assertFalse(Files.exists(ended));
        replay(context.undo().open().getFirst(), context);
        assertEquals(List.of("begun", "thaw " + scene.name()), scene.log());
    }

    @Test
    void whatAFreezeLeavesBehindToHoldItLivesAndCanBeToldToEndByTheThaw() throws Exception {
        Path holder = place.resolve("holder");
        Path ended = place.resolve("ended");
        scene.declare(Map.of("thaw", Scene.shell("kill $(cat " + holder + ")"), "freeze", Scene.shell(
                "sh -c 'trap \"touch " + ended + "; exit\" TERM; echo $$ > " + holder + "; while sleep 1; do :; done' & while ! test -s "
                + holder + "; do sleep 0.1; done")));
        TestProtectContext context = context();
        scene.protect(context, Parameters.empty(), Hook.PREPARE_BEGIN);
        assertFalse(Files.exists(ended));

        scene.run(context, Parameters.empty(), Hook.PREPARE_FINISH);

        House.until("the holder to end", () -> Files.exists(ended));
    }
}
