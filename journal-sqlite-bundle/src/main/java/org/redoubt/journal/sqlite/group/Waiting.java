package org.redoubt.journal.sqlite.group;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.redoubt.api.journal.JournalChange;

/** A list of changes that somebody has handed over, and the stage that tells them what became of it. */
record Waiting(List<JournalChange> changes, CompletableFuture<Void> stage) {
    private static final int ABOUT_A_CHANGE = 1 << 10;

    /** About how many bytes it keeps in memory. */
    long weight() {
        long weight = ABOUT_A_CHANGE;
        for (JournalChange change : changes) {
            weight += switch (change) {
                case JournalChange.Attached it -> ABOUT_A_CHANGE + it.content().length;
                case JournalChange.Progressed it -> ABOUT_A_CHANGE + it.content().length;
                default -> ABOUT_A_CHANGE;
            };
        }
        return weight;
    }
}
