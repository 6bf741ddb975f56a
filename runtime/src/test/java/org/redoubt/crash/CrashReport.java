package org.redoubt.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of all crashes, as a document if the system property {@code redoubt.crash.report} names its file. */
final class CrashReport {
    private static final double MILLIS = 1000;

    private record Crash(Strike strike, String outcome, Duration recovery) {
    }

    private final long seed;
    private final Map<String, List<Crash>> crashes = new LinkedHashMap<>();
    private final long begun = System.nanoTime();
    private String ground = "";

    CrashReport(long seed) {
        this.seed = seed;
    }

    void ground(String text) {
        ground = text;
    }

    void add(String type, Strike strike, String outcome, Duration recovery) {
        crashes.computeIfAbsent(type, key -> new ArrayList<>()).add(new Crash(strike, outcome, recovery));
    }

    void write() throws IOException {
        String file = System.getProperty("redoubt.crash.report", "");
        if (!file.isEmpty()) {
            Files.writeString(Path.of(file), text());
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append("# Crashes\n\n`mvn -Pcrash verify` kills a real runtime in the middle of each operation on four servers with nine volumes, at every\n"
                + "boundary of every hook and at random moments, and holds what the next runtime makes of it against what is\n"
                + "[promised](architecture.md). This page is written by it.\n\n");
        text.append("- Date: ").append(LocalDate.now(ZoneOffset.UTC)).append(", seed ").append(seed).append(", Java ").append(Runtime.version().feature())
                .append(", ").append(Runtime.getRuntime().availableProcessors()).append(" processors\n");
        text.append("- The volumes lay on ").append(ground).append(".\n");
        text.append("- Crashes: ").append(crashes.values().stream().mapToInt(List::size).sum()).append(" in ")
                .append(Duration.ofNanos(System.nanoTime() - begun).toMinutes()).append(" minutes; none left anything that was not put in order.\n\n");
        text.append("| operation | at boundaries | at moments | of these killed again | what became of it | until it was settled: median, longest |\n|---|---|---|---|---|---|\n");
        crashes.forEach((type, list) -> text.append("| ").append(type).append(" | ").append(list.stream().filter(crash -> crash.strike().boundary().isPresent()).count())
                .append(" | ").append(list.stream().filter(crash -> crash.strike().boundary().isEmpty()).count())
                .append(" | ").append(list.stream().filter(crash -> crash.strike().again().isPresent()).count())
                .append(" | ").append(outcomes(list)).append(" | ").append(times(list)).append(" |\n"));
        text.append("\nThe time counts from the request that was killed, the start of the next runtime included.\n");
        return text.toString();
    }

    private static String outcomes(List<Crash> list) {
        Map<String, Integer> counts = new TreeMap<>();
        list.forEach(crash -> counts.merge(crash.outcome(), 1, Integer::sum));
        return String.join(", ", counts.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).toList());
    }

    private static String times(List<Crash> list) {
        List<Duration> sorted = list.stream().map(Crash::recovery).sorted().toList();
        return seconds(sorted.get(sorted.size() / 2)) + ", " + seconds(sorted.getLast());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / MILLIS);
    }
}
