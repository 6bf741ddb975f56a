package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.Grace;
import org.redoubt.engine.lattice.LeapingClock;
import org.redoubt.testkit.journal.MemoryJournal;

/** What a plugin is asked outside its hooks has to be answered in time. */
@Timeout(600)
class AnswerLimitTest {
    private static final Patience WAITS = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(), new Grace(Duration.ZERO, Duration.ofDays(1)));
    private static final Patience GIVES_UP = new Patience(Patience.DEFAULT.question(), Patience.DEFAULT.undo(), new Grace(Duration.ZERO, Duration.ZERO));

    @TempDir
    private Path home;
    private final LeapingClock clock = new LeapingClock();
    private final Gates gate = new Gates();

    private Fixture fixture(Patience patience) throws Exception {
        return new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build(), patience, new MemoryJournal(), new Dispatcher(4, 16, clock));
    }

    /** What a request is refused with whose plugin is at the gate. */
    private Problem refused(Fixture fixture, OperationRequest request) throws Exception {
        CompletableFuture<OperationHandle> begun = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                begun.complete(fixture.begin(request));
            } catch (Throwable refused) {
                begun.completeExceptionally(refused);
            }
        });
        gate.awaitHeld();
        clock.leap();
        try {
            throw new AssertionError("It began: " + begun.get(2, TimeUnit.MINUTES).view());
        } catch (ExecutionException e) {
            return assertRefused(e.getCause());
        } finally {
            clock.stand();
        }
    }

    private static Problem assertRefused(Throwable refused) {
        assertTrue(refused instanceof RefusedException, () -> refused + " " + Arrays.toString(refused.getStackTrace()));
        return ((RefusedException) refused).problems().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "getProtectOperation | its protect operation for Toy::Volume#one",
        "hooks | its protect operation for Toy::Volume#one",
        "capacities | its protect operation for Toy::Volume#one",
        "getOptionsSchema | the schema of its protect parameters for Toy::Volume"})
    void aPluginThatNeverAnswersIsGivenUpWithItsStack(String method, String what) throws Exception {
        try (Fixture fixture = fixture(GIVES_UP)) {
            ProtectionPlugin well = fixture.plugins.put("Toy::Volume", Stubborn.in(fixture.toy, method, gate::holdWhateverHappens));
            Problem problem = refused(fixture, fixture.protectAll());
            assertEquals("The plugin org.example.toy 1.2.3 did not tell " + what + " within 60 s.", problem.message());
            assertTrue(problem.hint().orElseThrow().contains("Gates.holdWhateverHappens(Gates.java:"), problem::toString);
            assertTrue(fixture.toy.log.contains("unhealthy org.example.toy"));
            assertEquals(0, fixture.leased());
            fixture.plugins.put("Toy::Volume", well);
            assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll()).state());
        } finally {
            gate.open();
        }
    }

    @ParameterizedTest
    @EnumSource(OperationType.class)
    void soItIsInEachOfTheFive(OperationType type) throws Exception {
        try (Fixture fixture = fixture(GIVES_UP)) {
            OperationView made = fixture.run(fixture.protectAll());
            fixture.plugins.put("Toy::Volume", Stubborn.in(fixture.toy, "hooks", gate::holdWhateverHappens));
            Problem problem = refused(fixture, switch (type) {
                case PROTECT -> fixture.protectAll();
                case RESTORE -> RestoreRequest.of(made.checkpoint()).target("/new");
                case VERIFY -> VerifyRequest.of(made.checkpoint());
                case COPY -> CopyRequest.of(made.checkpoint(), "other");
                case DELETE -> DeleteRequest.of(made.checkpoint()).purge();
            });
            assertTrue(problem.message().contains("its " + type.word() + " operation"), problem::toString);
            assertEquals(0, fixture.leased());
        } finally {
            gate.open();
        }
    }

    @Test
    void onePluginThatAnswersTheInterruptStaysInUse() throws Exception {
        try (Fixture fixture = fixture(WAITS)) {
            fixture.plugins.put("Toy::Volume", Stubborn.in(fixture.toy, "getProtectOperation", () -> {
                try {
                    gate.hold();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            assertTrue(refused(fixture, fixture.protectAll()).message().contains("did not tell"));
            assertFalse(fixture.toy.log.contains("unhealthy org.example.toy"));
        } finally {
            gate.open();
        }
    }
}
