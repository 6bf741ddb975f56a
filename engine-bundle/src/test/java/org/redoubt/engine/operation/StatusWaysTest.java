package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.framework.PageTable;

/** The ways out in the table of statuses in docs/architecture.md that operations go; {@code WayOutTest} walks the others. */
@Timeout(600)
class StatusWaysTest {
    private static final String OF_OPERATIONS = "(restore|verify|copy|protect|perhaps)\\b.*";

    @TempDir
    private Path home;
    private Fixture fixture;
    private StagedPlugin plugin;

    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home, ResourceGraph.builder().add(Fixture.ONE).add(Fixture.TWO).build());
        plugin = StagedPlugin.of(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** What is walked with a checkpoint. */
    @FunctionalInterface
    private interface Deed {
        void walk(CheckpointId checkpoint) throws Exception;
    }

    /** One way out, as the table tells it. */
    private record Way(CheckpointStatus from, String said, Deed deed) {
    }

    private List<Way> ways() {
        return List.of(
                new Way(CheckpointStatus.AVAILABLE, "restore", id -> succeeds(RestoreRequest.of(id).target("/new"))),
                new Way(CheckpointStatus.AVAILABLE, "verify", id -> succeeds(VerifyRequest.of(id))),
                new Way(CheckpointStatus.AVAILABLE, "copy", id -> assertCopied(id, CheckpointStatus.AVAILABLE)),
                new Way(CheckpointStatus.PARTIAL, "restore with --partial", id -> succeeds(RestoreRequest.of(id).target("/new").allowPartial())),
                new Way(CheckpointStatus.PARTIAL, "verify", id -> succeeds(VerifyRequest.of(id))),
                new Way(CheckpointStatus.PARTIAL, "copy", id -> assertCopied(id, CheckpointStatus.PARTIAL)),
                new Way(CheckpointStatus.ERROR, "protect again",
                        id -> assertEquals(CheckpointStatus.AVAILABLE, status("default", succeeds(fixture.protectAll()).checkpoint()))),
                new Way(CheckpointStatus.ERROR_DELETING, "perhaps with --without-plugin", id -> {
                    succeeds(DeleteRequest.of(id).withoutPlugin());
                    assertEquals(CheckpointStatus.PURGED, status("default", id));
                }));
    }

    @Test
    void eachWayThatTheTableTellsOfOperationsIsWalked() throws Exception {
        PageTable table = PageTable.titled("status");
        for (CheckpointStatus status : CheckpointStatus.values()) {
            Set<String> told = table.phrases(status.word(), "way out");
            told.removeIf(phrase -> !phrase.matches(OF_OPERATIONS));
            assertEquals(told, ways().stream().filter(way -> way.from() == status).map(Way::said).collect(Collectors.toSet()), status.word());
        }
    }

    @TestFactory
    Stream<DynamicTest> theWaysOut() {
        return ways().stream().map(way -> DynamicTest.dynamicTest(way.from().word() + ": " + way.said(), () -> {
            CheckpointId id = reach(way.from());
            assertEquals(way.from(), status("default", id));
            way.deed().walk(id);
        }));
    }

    private CheckpointId reach(CheckpointStatus status) throws Exception {
        return switch (status) {
            case AVAILABLE -> succeeds(fixture.protectAll()).checkpoint();
            case PARTIAL -> failing(OperationType.PROTECT, fixture.protectAll()
                    .options(OperationOptions.defaults().onFailure(FailurePolicy.ISOLATE)));
            case ERROR -> failing(OperationType.PROTECT, fixture.protectAll());
            case ERROR_DELETING -> failing(OperationType.DELETE, DeleteRequest.of(succeeds(fixture.protectAll()).checkpoint()).purge());
            default -> throw new AssertionError("No operation is told of one that is " + status.word() + ".");
        };
    }

    private CheckpointId failing(OperationType type, OperationRequest request) throws Exception {
        plugin.inMain(type, "one", context -> {
            throw new IOException("no");
        });
        OperationView failed = fixture.run(request);
        assertEquals(OperationState.FAILED, failed.state());
        plugin.inMain(type, "one", context -> { });
        return failed.checkpoint();
    }

    private OperationView succeeds(OperationRequest request) throws Exception {
        OperationView view = fixture.run(request);
        assertEquals(OperationState.SUCCEEDED, view.state(), () -> view.problems().toString());
        return view;
    }

    /** A copy of a part lacks what that lacks. */
    private void assertCopied(CheckpointId id, CheckpointStatus expected) throws Exception {
        OperationView copy = fixture.run(CopyRequest.of(id, "other"));
        assertEquals(expected, status("other", copy.targetCheckpoint().orElseThrow()), () -> copy.problems().toString());
    }

    private CheckpointStatus status(String bank, CheckpointId id) throws Exception {
        return new CheckpointStore(fixture.documents(bank), fixture.engine.clock()).find(id).orElseThrow().status();
    }
}
