package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RefusedException;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.testkit.journal.MemoryJournal;

/** A request that is made again with its key is the operation that it began, and no second one. */
class KeyTest {
    private static final OperationOptions NIGHT = OperationOptions.defaults().idempotencyKey("night");

    @TempDir
    private Path home;
    private final MemoryJournal journal = new MemoryJournal();

    private Fixture fixture(MemoryJournal on) throws Exception {
        return new Fixture(home, Fixture.serverWithTwoVolumes(), Patience.DEFAULT, on);
    }

    private static void fail(Fixture fixture) {
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "No."));
        });
    }

    @Test
    void whenItHasEndedItsViewIsThereAtOnce() throws Exception {
        try (Fixture fixture = fixture(journal)) {
            OperationView made = fixture.run(fixture.protectAll().options(NIGHT));
            OperationHandle again = fixture.begin(fixture.protectAll().options(NIGHT));
            assertEquals(made.id(), again.id());
            assertEquals(OperationState.SUCCEEDED, again.state());
            assertEquals(made.checkpoint(), Fixture.end(again).checkpoint());
            again.listen(event -> { }).close();
            again.cancel("It is too late for that.");
            assertEquals(1, fixture.operations.list(made.project(), false, 10).size());
        }
    }

    @Test
    void whenItHasFailedItIsGoneOnWithAndStaysTheOne() throws Exception {
        try (Fixture fixture = fixture(journal)) {
            fail(fixture);
            OperationView failed = fixture.run(fixture.protectAll().options(NIGHT));
            assertEquals(OperationState.FAILED, fixture.begin(fixture.protectAll().options(NIGHT)).state());
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> { });
            Fixture.end(fixture.operations.resume(failed.project(), failed.id()));
            OperationHandle again = fixture.begin(fixture.protectAll().options(NIGHT));
            assertEquals(failed.id(), again.id());
            assertEquals(OperationState.SUCCEEDED, Fixture.end(again).state());
        }
    }

    @Test
    void whenTheRuntimeWasStartedAnewItIsStillTheOne() throws Exception {
        OperationId id;
        Map<String, Bank> banks;
        OperationRequest request;
        try (Fixture fixture = fixture(journal)) {
            request = fixture.protectAll().options(NIGHT);
            id = fixture.run(request).id();
            banks = Map.copyOf(fixture.banks);
        }
        try (Fixture next = fixture(journal.copy())) {
            next.banks.putAll(banks);
            next.operations.recover();
            assertEquals(id, next.begin(request).id());
            assertEquals(List.of(), next.toy.log);
        }
    }

    @Test
    void anInterruptedOneIsGivenAsItStands() throws Exception {
        Gates main = new Gates();
        try (Fixture first = fixture(journal)) {
            first.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> main.hold());
            OperationRequest request = first.protectAll().options(NIGHT);
            OperationHandle running = first.begin(request);
            main.awaitHeld();
            // What the first life does from here on never happened.
            try (Fixture next = fixture(journal.copy())) {
                next.banks.putAll(Map.copyOf(first.banks));
                next.operations.recover();
                OperationHandle again = next.begin(request);
                assertEquals(running.id(), again.id());
                assertEquals(OperationState.INTERRUPTED, Fixture.end(again).state());
            } finally {
                main.open();
            }
            Fixture.end(running);
        }
    }

    @Test
    void anotherRequestWithItsKeyIsRefusedAndAnotherProjectOrOperationMayUseIt() throws Exception {
        try (Fixture fixture = fixture(journal)) {
            OperationView made = fixture.run(fixture.protectAll().options(NIGHT));
            OperationRequest other = fixture.protectAll().options(NIGHT.onFailure(org.redoubt.api.plan.FailurePolicy.ISOLATE));
            RedoubtException refused = assertThrows(RedoubtException.class, () -> fixture.begin(other));
            assertEquals("The key \"night\" was used for another request, that of operation " + made.id() + ".", refused.problem().message());
            Caller elsewhere = Caller.of("tester", new ProjectId("elsewhere"));
            assertNotEquals(made.id(), Fixture.end(fixture.operations.start(elsewhere, fixture.protectAll().options(NIGHT))).id());
            assertNotEquals(made.id(), fixture.run(RestoreRequest.of(made.checkpoint()).target("/new").options(NIGHT)).id());
        }
    }

    @Test
    void aRequestThatWasRefusedHasNotUsedIt() throws Exception {
        try (Fixture fixture = fixture(journal)) {
            fixture.plugins.put("Toy::Volume", Stubborn.checkThatFinds(fixture.toy, Problem.of(ProblemKind.UNAVAILABLE, "Not yet.")));
            assertThrows(RefusedException.class, () -> fixture.begin(fixture.protectAll().options(NIGHT)));
            fixture.plugins.put("Toy::Volume", fixture.toy);
            assertEquals(OperationState.SUCCEEDED, fixture.run(fixture.protectAll().options(NIGHT)).state());
        }
    }

    @Test
    void manyAtOnceAreOne() throws Exception {
        try (Fixture fixture = fixture(journal)) {
            List<CompletableFuture<OperationId>> all = java.util.stream.IntStream.range(0, 8).mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                try {
                    return Fixture.end(fixture.begin(fixture.protectAll().options(NIGHT))).id();
                } catch (Exception broken) {
                    throw new IllegalStateException(broken);
                }
            }, Thread::startVirtualThread)).toList();
            for (CompletableFuture<OperationId> one : all) {
                assertEquals(all.getFirst().get(1, TimeUnit.MINUTES), one.get(1, TimeUnit.MINUTES));
            }
            assertEquals(1, fixture.operations.list(Fixture.CALLER.project(), false, 10).size());
        }
    }
}
