package org.redoubt.shell.timeline;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Table;

/** A timeline as a table with bars. */
public final class TimelineText {
    private static final int BAR = 40;

    private final List<TimelineEntry> entries;
    private final Instant begin;
    private final Instant end;

    /** The text of a timeline. */
    public TimelineText(List<TimelineEntry> entries) {
        this.entries = entries.stream().sorted(Comparator.comparing(TimelineEntry::startedAt)).toList();
        this.begin = entries.stream().map(TimelineEntry::readyAt).min(Instant::compareTo).orElse(Instant.EPOCH);
        this.end = entries.stream().map(TimelineEntry::endedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** Prints it. */
    public void print(PrintStream out) {
        Table table = new Table(">AT", "RESOURCE", "HOOK", ">TOOK", "WHEN", "WAITED FOR", "OUTCOME");
        entries.forEach(entry -> table.row("+" + Human.duration(Duration.between(begin, entry.startedAt())),
                entry.resource().name(), entry.hook().word(),
                Human.duration(Duration.between(entry.startedAt(), entry.endedAt())), bar(entry),
                entry.waitedFor().isEmpty() ? "-" : entry.waitedFor(), entry.outcome()));
        table.print(out, "No hook has run.");
    }

    private String bar(TimelineEntry entry) {
        int ready = column(entry.readyAt());
        int from = column(entry.startedAt());
        int to = Math.max(from + 1, column(entry.endedAt()));
        return " ".repeat(ready) + ".".repeat(from - ready) + "#".repeat(to - from) + " ".repeat(BAR + 1 - to);
    }

    private int column(Instant at) {
        double whole = Math.max(1, Duration.between(begin, end).toNanos());
        return (int) Math.clamp(Duration.between(begin, at).toNanos() / whole * BAR, 0, BAR);
    }
}
