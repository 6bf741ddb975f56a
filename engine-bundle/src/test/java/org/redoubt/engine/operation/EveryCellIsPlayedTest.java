package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.redoubt.engine.framework.PageTable;

/** The names of the tests that play the tables of all pairs say which cell each of them plays; no cell is left out. */
class EveryCellIsPlayedTest {
    private static List<String> names() {
        InteractionTest two = new InteractionTest();
        Stream<DynamicTest> made = Stream.of(two.onOneCheckpoint(), two.onOnePlanAndBank(), two.theRuntimeStops(), new CollectInteractionTest().operations(),
                new UpgradeInteractionTest().operations()).flatMap(tests -> tests);
        Stream<DisplayName> written = Stream.of(InteractionTest.class, CollectInteractionTest.class, UpgradeInteractionTest.class)
                .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods())).flatMap(method -> Stream.ofNullable(method.getAnnotation(DisplayName.class)));
        return Stream.concat(made.map(DynamicTest::getDisplayName), written.map(DisplayName::value)).toList();
    }

    @Test
    void eachCellOfBothTablesHasATest() throws Exception {
        List<String> names = names();
        for (String title : List.of("on one checkpoint", "on one plan and bank")) {
            PageTable table = PageTable.titled(title);
            List<String> unplayed = table.rows().keySet().stream().flatMap(runs -> table.columns().stream()
                    .filter(begins -> names.stream().noneMatch(plays(title, runs, begins).asMatchPredicate())).map(begins -> runs + " and " + begins)).toList();
            assertEquals(List.of(), unplayed, title);
        }
    }

    /** A test that does not name its table plays the cell of both. */
    private static Pattern plays(String title, String runs, String begins) {
        return Pattern.compile("(" + title + ", )?while " + runs + " (runs|is in \\w+), " + begins + " begins");
    }
}
