package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.engine.framework.PageTable;

/** What the documentation says of taking back a restore while something else is at work is what happens. */
@Timeout(600)
class UndoInteractionTest {
    private static final String RUNS = "it runs when it begins:";
    private static final String BEGINS = "it begins while it runs:";
    private static final List<String> DEEDS = Stream.concat(Stream.of(OperationType.values()).map(OperationType::word), Stream.of("undo")).toList();

    @TempDir
    private Path folder;

    private static PageTable table() throws IOException {
        return PageTable.titled("undo of a restore to where it was");
    }

    @Test
    void theTableHasEveryDeed() throws Exception {
        assertEquals(DEEDS, table().columns());
        assertEquals(List.of(RUNS, BEGINS), List.copyOf(table().rows().keySet()));
    }

    private static OperationHandle restored(Meeting meeting) throws Exception {
        OperationHandle restore = meeting.begin(OperationType.RESTORE, meeting.older.checkpoint());
        Meeting.endsWell(restore);
        return restore;
    }

    private static OperationHandle undo(Meeting meeting, OperationHandle restore) throws RedoubtException {
        return meeting.operations.undo(Fixture.CALLER.project(), restore.id());
    }

    private static OperationHandle heldUndo(Meeting meeting, OperationHandle restore) throws Exception {
        meeting.engine.toy.beforeUndo(() -> {
            if (!meeting.gate.wasReached()) {
                meeting.gate.holdWhateverHappens();
            }
        });
        OperationHandle undo = undo(meeting, restore);
        meeting.gate.awaitHeld();
        return undo;
    }

    @TestFactory
    Stream<DynamicTest> whileItRuns() {
        return DEEDS.stream().map(deed -> DynamicTest.dynamicTest("while it runs, " + deed + " begins", () -> {
            try (Meeting meeting = new Meeting(Files.createTempDirectory(folder, "home"))) {
                OperationHandle other = restored(meeting);
                OperationHandle undo = heldUndo(meeting, restored(meeting));
                meet(meeting, table().cell(RUNS, deed), () -> begin(meeting, deed, other));
                meeting.gate.open();
                assertEquals(OperationState.UNDONE, Fixture.end(undo).state());
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> whileSomethingElseRuns() {
        return DEEDS.stream().map(deed -> DynamicTest.dynamicTest("while " + deed + " runs, it begins", () -> {
            try (Meeting meeting = new Meeting(Files.createTempDirectory(folder, "home"))) {
                OperationHandle restore = restored(meeting);
                OperationHandle first = deed.equals("undo") ? heldUndo(meeting, restored(meeting))
                        : meeting.held(type(deed), meeting.newer.checkpoint(), Hook.MAIN);
                meet(meeting, table().cell(BEGINS, deed), () -> undo(meeting, restore));
                meeting.gate.open();
                assertEquals(deed.equals("undo") ? OperationState.UNDONE : OperationState.SUCCEEDED, Fixture.end(first).state());
            }
        }));
    }

    private static OperationType type(String word) {
        return OperationType.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static OperationHandle begin(Meeting meeting, String deed, OperationHandle restore) throws RedoubtException {
        return deed.equals("undo") ? undo(meeting, restore) : meeting.begin(type(deed), meeting.newer.checkpoint());
    }

    private interface Beginning {
        OperationHandle begin() throws RedoubtException;
    }

    private static void meet(Meeting meeting, String cell, Beginning beginning) throws Exception {
        if (cell.startsWith("both")) {
            OperationHandle second = beginning.begin();
            Fixture.end(second);
            assertEquals(0, second.view().problems().size(), () -> second.view().problems().toString());
        } else {
            InteractionTest.assertMeans(cell, assertThrows(RedoubtException.class, beginning::begin));
        }
    }

    @Test
    void whatWasRestoredToSomewhereElseIsTakenBackBesideAnythingButARestoreToThere() throws Exception {
        try (Meeting meeting = new Meeting(folder)) {
            OperationHandle restore = meeting.operations.start(Fixture.CALLER, RestoreRequest.of(meeting.older.checkpoint()).target("/a"));
            Meeting.endsWell(restore);
            OperationHandle undo = heldUndo(meeting, restore);
            RedoubtException refused = assertThrows(RedoubtException.class,
                    () -> meeting.operations.start(Fixture.CALLER, RestoreRequest.of(meeting.newer.checkpoint()).target("/a")));
            assertEquals("\"server\" at /a is in use by the undo of the restore " + restore.id() + ".", refused.problem().message());
            Meeting.endsWell(meeting.begin(OperationType.RESTORE, meeting.newer.checkpoint()));
            Meeting.endsWell(meeting.begin(OperationType.PROTECT, meeting.newer.checkpoint()));
            meeting.gate.open();
            assertEquals(OperationState.UNDONE, Fixture.end(undo).state());
        }
    }
}
