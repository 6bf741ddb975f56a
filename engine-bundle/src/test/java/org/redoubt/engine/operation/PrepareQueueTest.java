package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;

/** When two protects want to prepare one resource. */
@Timeout(600)
class PrepareQueueTest {
    private static final OperationOptions ISOLATE = OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE);

    @TempDir
    private Path home;

    @Test
    void aGroupThatWasGivenUpIsPreparedByTheNextOneAsSoonAsItIsThawed() throws Exception {
        Gates main = new Gates();
        try (Fixture fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).build())) {
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, "one", context -> {
                throw new IOException("no");
            });
            fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "two", context -> main.hold());
            OperationHandle first = fixture.begin(fixture.protectAll().options(ISOLATE));
            main.awaitHeld();
            OperationHandle second = fixture.begin(fixture.protectAll().options(ISOLATE));
            // The groups are in no order, so each is waited for.
            fixture.awaitLog("prepareBegin one", 2);
            fixture.awaitLog("prepareFinish two", 2);
            assertEquals(OperationState.RUNNING, first.state());
            List<String> log = List.copyOf(fixture.toy.log);
            int frozenAgain = IntStream.range(0, log.size()).filter(at -> log.get(at).equals("prepareBegin one")).skip(1).findFirst().orElseThrow();
            assertTrue(log.subList(0, frozenAgain).contains("undo thaw one"), log::toString);
            main.open();
            Fixture.end(first);
            Fixture.end(second);
        } finally {
            main.open();
        }
    }
}
