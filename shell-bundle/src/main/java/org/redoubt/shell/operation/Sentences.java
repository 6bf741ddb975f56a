package org.redoubt.shell.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sentences of which none says what another one has said, and of one thing only the first few. For one thread. */
final class Sentences {
    private static final int FEW = 3;

    private final List<String> told = new ArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** Tells something of the whole. */
    void tell(String sentence) {
        if (told.stream().noneMatch(before -> before.contains(sentence))) {
            told.add(sentence);
        }
    }

    /** Tells something of one thing among others. */
    void tell(String thing, String sentence) {
        if (told.stream().noneMatch(before -> before.contains(sentence)) && counts.merge(thing, 1, Integer::sum) <= FEW) {
            told.add(sentence);
        }
    }

    boolean isEmpty() {
        return told.isEmpty();
    }

    /** What was told, and of which things there is more. */
    List<String> all() {
        List<String> all = new ArrayList<>(told);
        counts.forEach((thing, count) -> {
            if (count > FEW) {
                all.add(thing + ": and " + (count - FEW) + " more; `--json` lists them.");
            }
        });
        return all;
    }
}
