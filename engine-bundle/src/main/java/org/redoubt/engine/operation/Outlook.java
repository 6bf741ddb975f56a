package org.redoubt.engine.operation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.resource.Resource;

/** What is certain of the consistency of resources before any hook has run. Thread-safe. */
final class Outlook {
    private final Map<Integer, Prospect> prospects = new TreeMap<>();

    private record Prospect(Resource resource, Grade grade, String reason) {
        @Override
        public String toString() {
            return resource + " would be " + grade.word() + (reason.isEmpty() ? "" : " (" + reason + ")");
        }
    }

    synchronized void expects(int number, Resource resource, Grade grade, String reason) {
        prospects.put(number, new Prospect(resource, grade, reason));
    }

    /** Which resources would be less than this, in the order of the graph. */
    synchronized List<String> below(Grade demanded) {
        return prospects.values().stream().filter(prospect -> !prospect.grade().atLeast(demanded)).map(Prospect::toString).toList();
    }
}
