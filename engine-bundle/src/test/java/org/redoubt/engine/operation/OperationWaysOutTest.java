package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;

/** The ways out of each state, but for those out of an interrupted operation, which crashes at every moment walk. */
class OperationWaysOutTest {
    @TempDir
    private Path home;
    private Fixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private OperationView resume(OperationId id) throws Exception {
        return Fixture.end(fixture.operations.resume(Fixture.CALLER.project(), id));
    }

    private OperationView undo(OperationId id) throws Exception {
        return Fixture.end(fixture.operations.undo(Fixture.CALLER.project(), id));
    }

    private void refused(OperationId id) {
        assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class, () -> fixture.operations.resume(Fixture.CALLER.project(), id)).kind());
        assertEquals(ProblemKind.CONFLICT, assertThrows(RedoubtException.class, () -> fixture.operations.undo(Fixture.CALLER.project(), id)).kind());
    }

    @Test
    void theTableOfTheDocumentIsTheTableOfTheCode() throws Exception {
        Map<OperationState, Set<OperationState>> written = new EnumMap<>(OperationState.class);
        for (String line : Files.readAllLines(Path.of("../docs/architecture.md"))) {
            List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
            if (cells.size() == 4 && states(cells.get(1)).size() > 0 && (states(cells.get(2)).size() > 0 || cells.get(2).equals("nothing"))) {
                states(cells.get(1)).forEach(from -> written.put(from, states(cells.get(2))));
            }
        }
        assertEquals(new HashMap<>(OperationStates.TRANSITIONS), new HashMap<>(written));
    }

    private static Set<OperationState> states(String cell) {
        Set<OperationState> states = EnumSet.noneOf(OperationState.class);
        for (OperationState state : OperationState.values()) {
            if (Arrays.asList(cell.split(", ")).contains("`" + state.word() + "`")) {
                states.add(state);
            }
        }
        return states;
    }

    @Test
    void whatRunsCanBeCancelledAndWhatWasCancelledCanBeGoneOnWith() throws Exception {
        Gates gate = new Gates();
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> gate.hold());
        OperationHandle handle = fixture.begin(fixture.protectAll());
        gate.awaitHeld();
        refused(handle.id());
        handle.cancel("Somebody wanted it.");
        gate.open();
        assertEquals(OperationState.CANCELLED, Fixture.end(handle).state());
        assertEquals(OperationState.SUCCEEDED, resume(handle.id()).state());
        refused(handle.id());
    }

    @Test
    void whatFailedCanBeGoneOnWithAsOftenAsItFails() throws Exception {
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> {
            throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "It is away."));
        });
        OperationView failed = fixture.run(fixture.protectAll());
        assertEquals(OperationState.FAILED, failed.state());
        assertEquals(OperationState.FAILED, resume(failed.id()).state());
        fixture.toy.before(OperationType.PROTECT, Hook.MAIN, "one", context -> { });
        OperationView done = resume(failed.id());
        assertEquals(OperationState.SUCCEEDED, done.state());
        assertEquals(failed.checkpoint(), done.checkpoint());
    }

    @Test
    void aFinishedRestoreIsTakenBackAndThatIsTheEndOfIt() throws Exception {
        OperationView made = fixture.run(fixture.protectAll());
        OperationView restored = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
        assertEquals(OperationState.SUCCEEDED, restored.state());
        assertTrue(fixture.toy.world.containsKey("/new/one"));
        assertEquals(OperationState.UNDONE, undo(restored.id()).state());
        assertTrue(fixture.toy.world.keySet().stream().noneMatch(name -> name.startsWith("/new")), fixture.toy.world::toString);
        refused(restored.id());
    }
}
