package org.redoubt.shell.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.Operations.TimelineEntry;
import org.redoubt.shell.render.Human;
import org.redoubt.shell.render.Svg;

/** A timeline as a picture: a row for each resource, a box for each hook, grey where it waited. */
public final class TimelineSvg {
    private static final int LEFT = 200;
    private static final int WIDTH = 800;
    private static final int ROW = 26;
    private static final int TOP = 40;
    private static final int TICKS = 8;
    private static final int LONGEST_NAME = 28;

    private final List<TimelineEntry> entries;
    private final Map<Resource, Integer> rows = new LinkedHashMap<>();
    private final Instant begin;
    private final Duration whole;

    /** The picture of a timeline. */
    public TimelineSvg(List<TimelineEntry> entries) {
        this.entries = List.copyOf(entries);
        entries.forEach(entry -> rows.putIfAbsent(entry.resource(), rows.size()));
        begin = entries.stream().map(TimelineEntry::readyAt).min(Instant::compareTo).orElse(Instant.EPOCH);
        Instant end = entries.stream().map(TimelineEntry::endedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
        Duration length = Duration.between(begin, end);
        whole = length.isPositive() ? length : Duration.ofMillis(1);
    }

    /** The whole picture. */
    public String text() {
        int bottom = TOP + rows.size() * ROW + 10;
        Svg svg = new Svg(LEFT + WIDTH + 40, bottom + 40);
        for (int i = 0; i <= TICKS; i++) {
            double x = LEFT + WIDTH * (double) i / TICKS;
            svg.line(x, TOP - 8, x, bottom, "#e4e4e4");
            svg.text(x, TOP - 14, "middle", 10, "#777777", Human.duration(whole.multipliedBy(i).dividedBy(TICKS)));
        }
        rows.forEach((resource, row) -> svg.text(LEFT - 8, TOP + row * ROW + 15, "end", 11, "#111111", brief(resource.name())));
        entries.forEach(entry -> draw(svg, entry));
        for (Hook hook : Hook.values()) {
            double x = LEFT + hook.ordinal() * 140;
            svg.box(x, bottom + 14, 14, 12, fill(hook), "#555555", false, hook.word());
            svg.text(x + 20, bottom + 24, "start", 11, "#333333", hook.word());
        }
        return svg.document();
    }

    private void draw(Svg svg, TimelineEntry entry) {
        double y = TOP + rows.get(entry.resource()) * (double) ROW + 3;
        double ready = x(entry.readyAt());
        double from = x(entry.startedAt());
        double to = Math.max(from + 2, x(entry.endedAt()));
        if (from - ready > 1) {
            svg.box(ready, y + 6, from - ready, 4, "#dddddd", "#dddddd", false, "waited for " + entry.waitedFor());
        }
        svg.box(from, y, to - from, 16, fill(entry.hook()), entry.outcome().equals("done") ? "#555555" : "#d62728",
                !entry.outcome().equals("done"), entry.hook().word() + " of " + entry.resource() + ", "
                        + Human.duration(Duration.between(entry.startedAt(), entry.endedAt())) + ", on " + entry.thread()
                        + ", " + entry.outcome());
    }

    private static String fill(Hook hook) {
        return switch (hook) {
            case PREPARE_BEGIN -> "#8fd3ab";
            case PREPARE_FINISH -> "#c9a3ef";
            case MAIN -> "#f4d35e";
            case COMPLETE -> "#a9a9a9";
        };
    }

    private double x(Instant at) {
        return LEFT + WIDTH * ((double) Duration.between(begin, at).toNanos() / whole.toNanos());
    }

    private static String brief(String name) {
        return name.length() <= LONGEST_NAME ? name : "…" + name.substring(name.length() - LONGEST_NAME + 1);
    }
}
