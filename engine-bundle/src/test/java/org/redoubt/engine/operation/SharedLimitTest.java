package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.plan.Priority;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.ProtectRequest;
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
