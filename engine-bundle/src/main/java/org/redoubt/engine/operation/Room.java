package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** How much room the resources of an operation need in what stores. Thread-safe. */
final class Room {
    private final Map<String, Need> needs = new TreeMap<>();

    private record Need(String place, long bytes, long available, int resources) {
        Need and(Need other) {
            return new Need(place.compareTo(other.place) <= 0 ? place : other.place, bytes + other.bytes, Math.min(available, other.available),
                    resources + other.resources);
        }
    }

    synchronized void needs(String store, String place, long bytes, long available) {
        needs.merge(store, new Need(place, bytes, available, 1), Need::and);
    }

    /** The stores that have not room enough for several resources together; one alone says so itself. */
    synchronized List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        needs.values().stream().filter(need -> need.resources() > 1 && need.bytes() > need.available())
                .forEach(need -> problems.add(Problem.of(ProblemKind.FULL, need.resources() + " resources together need at least " + need.bytes()
                        + " bytes on the file system of " + need.place() + ", and only " + need.available() + " are free there.")
                        .hint("Make room, restore some of them at a time, or restore to another place.")));
        return problems;
    }
}
