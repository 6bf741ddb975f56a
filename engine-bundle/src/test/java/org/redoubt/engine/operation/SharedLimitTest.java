package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.plan.Priority;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.journal.OperationHeader;
import org.redoubt.engine.plugin.PluginLease;

/** What operations share, and in which order. */
@Timeout(600)
class SharedLimitTest {
    @TempDir
    private Path home;

    @Test
    void allOperationsTogetherRunNoMoreMainsOfAPluginThanItWants() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ResourceGraph apart = ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).build();
        try (Fixture fixture = new Fixture(home, apart)) {
            fixture.toy.mains = Optional.of(new PluginLease.Mains("toy", 1));
            for (String id : new String[] {"one", "two"}) {
                fixture.toy.before(OperationType.PROTECT, Hook.MAIN, id, context -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.yield();
                    now.decrementAndGet();
                });
            }
            OperationHandle first = fixture.begin(fixture.protectAll());
            OperationHandle second = fixture.begin(fixture.protectAll());
            assertEquals(OperationState.SUCCEEDED, Fixture.end(first).state());
            assertEquals(OperationState.SUCCEEDED, Fixture.end(second).state());
        }
        assertEquals(1, most.get());
    }

    @Test
    void operationsOfDifferentPlansThatFillOneBankTakeTurns() throws Exception {
        Resource three = Resource.of("Toy::Volume", "three", "three");
        ResourceGraph apart = ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).add(three).build();
        Gates gate = new Gates();
        List<OperationId> mains = new CopyOnWriteArrayList<>();
        try (Fixture fixture = new Fixture(home, apart)) {
            fixture.toy.world.put("three", "the third volume");
            fixture.engine.dispatcher().limitCapacities(name -> name.equals("bank:default") ? 1 : Integer.MAX_VALUE);
            for (Resource resource : apart.resources()) {
                fixture.toy.before(OperationType.PROTECT, Hook.MAIN, resource.id(), context -> {
                    mains.add(context.operation());
                    gate.hold();
                });
            }
            OperationHandle first = fixture.begin(ProtectRequest.of(planOf("first", apart)));
            gate.awaitHeld();
            OperationHandle second = fixture.begin(ProtectRequest.of(planOf("second", apart)));
            awaitWait(fixture, first, " and 1 other hook have been ready for ");
            awaitWait(fixture, second, " and 2 other hooks have been ready for ");
            gate.open();
            assertEquals(OperationState.SUCCEEDED, Fixture.end(first).state());
            assertEquals(OperationState.SUCCEEDED, Fixture.end(second).state());
            for (int turn = 1; turn < 4; turn++) {
                assertNotEquals(mains.get(turn), mains.get(turn + 1), mains::toString);
            }
        } finally {
            gate.open();
        }
    }

    private static Plan planOf(String name, ResourceGraph graph) {
        Plan.Builder plan = Plan.builder(name);
        graph.resources().forEach(resource -> plan.resource(resource.ref()));
        return plan.build();
    }

    private static void awaitWait(Fixture fixture, OperationHandle handle, String hooks) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (fixture.operations.waits(handle.id()).stream()
                .noneMatch(text -> text.contains(hooks) && text.endsWith(" for the capacity bank:default (1 of 1 in use)."))) {
            assertTrue(System.nanoTime() < end, () -> fixture.operations.waits(handle.id()).toString());
            Thread.sleep(1);
        }
    }

    @Test
    void whatIsOnlyReadTakesNothingOfItsBank() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            OperationView made = fixture.run(fixture.protectAll());
            Gates gate = new Gates();
            fixture.engine.dispatcher().limitCapacities(name -> 1);
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> gate.hold());
            OperationHandle held = fixture.begin(fixture.protectAll());
            try {
                gate.awaitHeld();
                assertEquals(OperationState.SUCCEEDED, fixture.run(VerifyRequest.of(made.checkpoint())).state());
                // The copy fills the other bank.
                assertEquals(OperationState.SUCCEEDED, fixture.run(CopyRequest.of(made.checkpoint(), "other")).state());
            } finally {
                gate.open();
            }
            assertEquals(OperationState.SUCCEEDED, Fixture.end(held).state());
        }
    }

    @Test
    void ofTwoThatWaitForAMainTheOneOfTheHigherPriorityIsFirst() throws Exception {
        Gates gate = new Gates();
        List<OperationId> mains = new CopyOnWriteArrayList<>();
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).build())) {
            fixture.engine.dispatcher().limitMains(1);
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
                mains.add(context.operation());
                gate.hold();
            });
            OperationHandle first = fixture.begin(fixture.protectAll());
            gate.awaitHeld();
            List<OperationHandle> waiting = new ArrayList<>();
            for (Priority priority : List.of(Priority.LOW, Priority.HIGH)) {
                OperationHandle handle = fixture.begin(fixture.protectAll().options(OperationOptions.defaults().priority(priority)));
                Meeting.awaitThat(() -> fixture.operations.waits(handle.id()).stream().anyMatch(text -> text.contains("mains (1 of 1 in use)")));
                waiting.add(handle);
            }
            gate.open();
            assertEquals(OperationState.SUCCEEDED, Fixture.end(first).state());
            for (OperationHandle handle : waiting) {
                assertEquals(OperationState.SUCCEEDED, Fixture.end(handle).state());
            }
            assertEquals(List.of(first.id(), waiting.getLast().id(), waiting.getFirst().id()), mains);
        } finally {
            gate.open();
        }
    }

    @Test
    void thePriorityOfARequestWinsOverThatOfThePlanAndIsRecorded() throws Exception {
        Plan plan = Plan.fromJson(Plan.builder("all").resource(Fixture.SERVER.ref()).priority(Priority.LOW).build().toJson());
        assertEquals(Priority.LOW, plan.priority());
        try (Fixture fixture = new Fixture(home)) {
            ProtectRequest request = ProtectRequest.of(plan);
            try (OperationSpec spec = new Preparer(fixture.engine, Fixture.CALLER, id -> false).prepare(request)) {
                assertEquals(Priority.LOW, spec.priority());
            }
            ProtectRequest urgent = request.options(OperationOptions.defaults().priority(Priority.HIGH));
            try (OperationSpec spec = new Preparer(fixture.engine, Fixture.CALLER, id -> false).prepare(urgent)) {
                assertEquals(Priority.HIGH, spec.priority());
                OperationHeader read = OperationHeader.fromJson(spec.header().toJson(JsonObject.empty()));
                assertEquals(Optional.of(Priority.HIGH), read.request().options().priority());
            }
        }
    }
}
