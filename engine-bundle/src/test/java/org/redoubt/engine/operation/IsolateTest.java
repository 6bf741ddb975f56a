package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.engine.checkpoint.StoredRecord;

/** What the failure of one resource means for a copy and a deletion that go on without it. */
class IsolateTest {
    private static final OperationOptions ISOLATE = OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE);

    @TempDir
    private Path home;
    private Fixture fixture;
    private StagedPlugin plugin;
    private CheckpointId made;

    @BeforeEach
    void protect() throws Exception {
        fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).build());
        plugin = StagedPlugin.of(fixture);
        made = fixture.run(fixture.protectAll()).checkpoint();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void failing(OperationType type) {
        plugin.inMain(type, "one", context -> {
            throw new IOException("no");
        });
    }

    private CheckpointStatus status(CheckpointId id) throws Exception {
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, id)) {
            return located.stored().status();
        }
    }

    @Test
    void aCopyThatLacksAResourceIsPartialAndSaysWhich() throws Exception {
        failing(OperationType.COPY);
        OperationView copy = fixture.run(CopyRequest.of(made, "other").options(ISOLATE));
        assertEquals(OperationState.FAILED, copy.state());
        CheckpointId id = copy.targetCheckpoint().orElseThrow();
        assertEquals(CheckpointStatus.PARTIAL, status(id));
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, id)) {
            List<StoredRecord> records = List.copyOf(located.stored().records());
            assertEquals(List.of(ResourceStatus.FAILED, ResourceStatus.DONE), records.stream().map(StoredRecord::status).toList());
            assertTrue(records.getFirst().reasons().toString().contains("no"), () -> records.getFirst().reasons().toString());
        }
        assertEquals(CheckpointStatus.AVAILABLE, status(made));
    }

    @Test
    void aCheckpointOfWhichAResourceWasNotDeletedStaysAndIsDeletedByTheNextAttempt() throws Exception {
        failing(OperationType.DELETE);
        OperationView failed = fixture.run(DeleteRequest.of(made).purge().options(ISOLATE));
        assertEquals(OperationState.FAILED, failed.state());
        assertEquals(CheckpointStatus.ERROR_DELETING, status(made));
        plugin.inMain(OperationType.DELETE, "one", context -> { });
        assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(made).purge()).state());
        assertEquals(CheckpointStatus.PURGED, status(made));
    }
}
