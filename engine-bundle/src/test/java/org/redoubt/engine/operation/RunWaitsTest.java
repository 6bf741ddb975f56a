package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;

class RunWaitsTest {
    @TempDir
    private Path home;
    private Fixture fixture;
    private final Gates gate = new Gates();

    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home);
    }

    @AfterEach
    void close() {
        gate.open();
        fixture.close();
    }

    private List<String> await(OperationHandle handle, Predicate<String> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        List<String> sentences = fixture.operations.waits(handle.id());
        while (sentences.stream().noneMatch(wanted)) {
            assertTrue(System.nanoTime() < end, String.join("\n", sentences));
            sentences = fixture.operations.waits(handle.id());
            Thread.sleep(1);
        }
        return sentences;
    }

    @Test
    void theHookThatRunsIsNamedWithItsThreadAndWhatWaitsForIt() throws Exception {
        fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "one", context -> gate.hold());
        OperationHandle handle = fixture.begin(fixture.protectAll());
        gate.awaitHeld();

        List<String> sentences = await(handle, text -> text.contains("prepareFinish of Toy::Volume#one has run for"));
        assertTrue(sentences.stream().anyMatch(text -> text.contains("by org.example.toy 1.2.3, on the thread redoubt-prepare")), sentences::toString);
        await(handle, text -> text.startsWith("prepareFinish of Toy::Server#s waits for prepareFinish of its dependent Toy::Volume#"));
        await(handle, text -> text.matches("main of Toy::Volume#one waits for prepareFinish of itself, for [0-9.]+ m?s\\."));

        gate.open();
        assertEquals(OperationState.SUCCEEDED, Fixture.end(handle).state());
        assertEquals(List.of(), fixture.operations.waits(handle.id()));
    }

    @Test
    void aHookThatLacksACapacityIsNamedWithHowMuchOfItIsInUse() throws Exception {
        fixture.engine.dispatcher().limitMains(1);
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> gate.hold());
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "two", context -> gate.hold());
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "s", context -> gate.hold());
        OperationHandle handle = fixture.begin(fixture.protectAll());
        gate.awaitHeld();

        await(handle, text -> text.contains("been ready for") && text.contains("for the capacity mains (1 of 1 in use)"));

        gate.open();
        assertEquals(OperationState.SUCCEEDED, Fixture.end(handle).state());
    }

    @Test
    void anOperationThatIsStoppingSaysWhyAndWhatItWaitsFor() throws Exception {
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> gate.hold());
        OperationHandle handle = fixture.begin(fixture.protectAll());
        gate.awaitHeld();
        handle.cancel("Somebody wanted it.");

        List<String> sentences = await(handle, text -> text.contains("It is stopping"));
        assertTrue(sentences.contains("It was asked to stop: Somebody wanted it."), sentences::toString);

        gate.open();
        assertEquals(OperationState.CANCELLED, Fixture.end(handle).state());
    }

    @Test
    void theOperationsThatUseAPluginAreKnownWhileTheyDo() throws Exception {
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> gate.hold());
        OperationHandle handle = fixture.begin(fixture.protectAll());
        gate.awaitHeld();
        assertEquals(List.of(handle.id()), fixture.operations.users(7).stream().map(view -> view.id()).toList());
        assertEquals(List.of(), fixture.operations.users(8));

        gate.open();
        Fixture.end(handle);
        assertEquals(List.of(), fixture.operations.users(7));
    }
}
