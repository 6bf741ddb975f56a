package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.engine.framework.PageTable;

/** What the documentation says of each pair of deeds is what happens. */
@Timeout(600)
class InteractionTest {
    private static final List<String> FIVE = Arrays.stream(OperationType.values()).map(OperationType::word).toList();
    private static final List<String> ALL = Stream.concat(FIVE.stream(), Stream.of("collect", "upgrade", "stop")).toList();

    @TempDir
    private Path folder;

    private static PageTable checkpoint() throws IOException {
        return PageTable.titled("on one checkpoint");
    }

    private static PageTable plan() throws IOException {
        return PageTable.titled("on one plan and bank");
    }

    private static PageTable meanings() throws IOException {
        return PageTable.titled("cell");
    }

    @Test
    void theTablesHaveEveryPairAndEveryWordInThemIsExplained() throws Exception {
        for (PageTable table : List.of(checkpoint(), plan())) {
            assertEquals(ALL, table.columns());
            assertEquals(ALL, List.copyOf(table.rows().keySet()));
            table.rows().values().forEach(row -> assertEquals(ALL.size(), row.size()));
        }
        List<String> words = new ArrayList<>();
        checkpoint().rows().values().forEach(words::addAll);
        plan().rows().values().forEach(words::addAll);
        assertEquals(words.stream().distinct().sorted().toList(), meanings().rows().keySet().stream().sorted().toList());
    }

    @TestFactory
    Stream<DynamicTest> onOneCheckpoint() {
        return FIVE.stream().flatMap(runs -> FIVE.stream().map(begins -> DynamicTest.dynamicTest("on one checkpoint, while " + runs + " runs, " + begins + " begins",
                () -> meetOnOneCheckpoint(type(runs), type(begins), checkpoint().cell(runs, begins)))));
    }

    @TestFactory
    Stream<DynamicTest> onOnePlanAndBank() {
        return FIVE.stream().flatMap(runs -> FIVE.stream().flatMap(begins -> places(runs).map(where -> DynamicTest.dynamicTest(
                "on one plan and bank, while " + runs + " is in " + where.word() + ", " + begins + " begins",
                () -> meetOnOneBank("all", type(runs), where, type(begins), plan().cell(runs, begins))))));
    }

    /** Nothing is refused or waits for the sake of a plan: it is the same as long as both have the same resources. */
    @TestFactory
    Stream<DynamicTest> onOneBankByTwoPlans() {
        return FIVE.stream().flatMap(runs -> FIVE.stream().filter(begins -> runs.equals("protect") || begins.equals("protect"))
                .flatMap(begins -> places(runs).map(where -> DynamicTest.dynamicTest(
                        "by two plans with the same resources, while " + runs + " is in " + where.word() + ", " + begins + " begins",
                        () -> meetOnOneBank("another", type(runs), where, type(begins), plan().cell(runs, begins))))));
    }

    private static OperationType type(String word) {
        return OperationType.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Stream<Hook> places(String runs) {
        return runs.equals("protect") ? Stream.of(Hook.PREPARE_BEGIN, Hook.MAIN) : Stream.of(Hook.MAIN);
    }

    @TestFactory
    Stream<DynamicTest> theRuntimeStops() {
        return FIVE.stream().flatMap(type -> Stream.concat(
                places(type).map(where -> DynamicTest.dynamicTest("while " + type + " is in " + where.word() + ", stop begins",
                        () -> stopBegins(type(type), where))),
                Stream.of(DynamicTest.dynamicTest("while stop runs, " + type + " begins", () -> beginsWhileItStops(type(type))))));
    }

    private void meetOnOneCheckpoint(OperationType runs, OperationType begins, String cell) throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        try (Meeting meeting = new Meeting(home)) {
            OperationView maker = meeting.newer;
            OperationHandle first = meeting.held(runs, maker.checkpoint(), Hook.MAIN);
            CheckpointId subject = runs == OperationType.PROTECT ? first.view().checkpoint() : maker.checkpoint();
            meet(meeting, first, cell, () -> begins != OperationType.PROTECT ? meeting.begin(begins, subject)
                    : meeting.operations.resume(Fixture.CALLER.project(), runs == OperationType.PROTECT ? first.id() : maker.id()));
            meeting.leavesNothingBehind(home);
        }
    }

    private void meetOnOneBank(String second, OperationType runs, Hook where, OperationType begins, String cell) throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        try (Meeting meeting = new Meeting(home, second)) {
            OperationHandle first = meeting.held(runs, meeting.older.checkpoint(), where);
            boolean prepared = where == Hook.MAIN && cell.equals("waits");
            meet(meeting, first, prepared ? "both" : cell, () -> meeting.begin(begins, meeting.newer.checkpoint()));
            meeting.leavesNothingBehind(home);
        }
    }

    private interface Beginning {
        OperationHandle begin() throws RedoubtException;
    }

    private void meet(Meeting meeting, OperationHandle first, String cell, Beginning beginning) throws Exception {
        switch (cell.split(":")[0]) {
            case "both" -> {
                Meeting.endsWell(beginning.begin());
                assertEquals(OperationState.RUNNING, first.state());
                meeting.gate.open();
            }
            case "waits" -> {
                OperationHandle second = beginning.begin();
                String reason = "It waits for the " + first.view().type().word() + " " + first.id() + ", which prepares some of the same resources, for ";
                Meeting.awaitThat(() -> meeting.operations.waits(second.id()).stream().anyMatch(sentence -> sentence.startsWith(reason)));
                meeting.gate.open();
                Meeting.endsWell(second);
                List<String> log = meeting.engine.toy.log;
                List<String> before = log.subList(0, log.lastIndexOf("prepareBegin s"));
                assertEquals(3, before.stream().filter("prepareFinish s"::equals).count(), log.toString());
            }
            case "refused" -> {
                RedoubtException refused = assertThrows(RedoubtException.class, beginning::begin);
                assertMeans(cell, refused);
                meeting.gate.open();
            }
            default -> throw new AssertionError("What does \"" + cell + "\" mean?");
        }
        Meeting.endsWell(first);
    }

    /** The sentence that the documentation promises; dots stand for anything. */
    static void assertMeans(String cell, RedoubtException refused) throws IOException {
        String promised = meanings().cell(cell, "what happens");
        String pattern = Arrays.stream(promised.substring(promised.indexOf('"') + 1, promised.lastIndexOf('"')).split("…", -1)).map(Pattern::quote)
                .reduce((a, b) -> a + ".+" + b).orElseThrow();
        assertTrue(refused.problem().message().matches(pattern), () -> refused.problem().message() + " is not \"" + promised + "\"");
    }

    /** What both tables say of a cell that is played once, on a checkpoint that is one of the plan. */
    static void assertCells(String meaning, String runs, String begins) throws IOException {
        assertEquals(meaning, checkpoint().cell(runs, begins));
        assertEquals(meaning, plan().cell(runs, begins));
    }

    private void stopBegins(OperationType type, Hook where) throws Exception {
        assertCells("undone", type.word(), "stop");
        Path home = Files.createTempDirectory(folder, "home");
        try (Meeting meeting = new Meeting(home)) {
            OperationHandle first = meeting.held(type, meeting.newer.checkpoint(), where);
            Meeting.end(meeting.stop());
            OperationView view = Fixture.end(first);
            assertEquals(OperationState.CANCELLED, view.state());
            assertEquals("The runtime is stopping.", view.problems().getFirst().message());
            meeting.leavesNothingBehind(home);
        }
    }

    private void beginsWhileItStops(OperationType type) throws Exception {
        assertCells("refused: stopping", "stop", type.word());
        Path home = Files.createTempDirectory(folder, "home");
        try (Meeting meeting = new Meeting(home)) {
            OperationHandle frozen = meeting.held(OperationType.PROTECT, meeting.newer.checkpoint(), Hook.PREPARE_BEGIN);
            Gates undo = new Gates();
            meeting.engine.toy.beforeUndo(undo::holdWhateverHappens);
            FutureTask<Void> stopping = meeting.stop();
            try {
                undo.awaitHeld();
                assertMeans("refused: stopping", assertThrows(RedoubtException.class, () -> meeting.begin(type, meeting.newer.checkpoint())));
            } finally {
                undo.open();
            }
            Meeting.end(stopping);
            assertEquals(OperationState.CANCELLED, Fixture.end(frozen).state());
            meeting.leavesNothingBehind(home);
        }
    }

    @Test
    @DisplayName("while stop runs, stop begins")
    void whileItStopsItIsStoppedOnceMore() throws Exception {
        assertCells("both: stop", "stop", "stop");
        Path home = Files.createTempDirectory(folder, "home");
        try (Meeting meeting = new Meeting(home)) {
            OperationHandle frozen = meeting.held(OperationType.PROTECT, meeting.newer.checkpoint(), Hook.PREPARE_BEGIN);
            Gates undo = new Gates();
            meeting.engine.toy.beforeUndo(undo::holdWhateverHappens);
            FutureTask<Void> stopping = meeting.stop();
            FutureTask<Void> again;
            try {
                undo.awaitHeld();
                again = meeting.stop();
            } finally {
                undo.open();
            }
            Meeting.end(stopping);
            Meeting.end(again);
            assertEquals(OperationState.CANCELLED, Fixture.end(frozen).state());
            meeting.leavesNothingBehind(home);
        }
    }
}
