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

/** What came of all crashes, and what was found. Thread-safe. */
final class CrashReport {
    private static final double MILLIS = 1000;
    private static final int LONG = 300;

    private record Row(String type, String kind) {
    }

    private record Crash(String outcome, Duration recovery) {
    }

    private record Finding(Row row, String strike, String text) {
    }

    private final long seed;
    private final Path evidence;
    private final CrashLog log;
    private final boolean continued;
    private final Map<Row, Integer> planned = new LinkedHashMap<>();
    private final Map<Row, List<Crash>> crashes = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final long begun = System.nanoTime();
    private String ground = "";

    /**
     * @param seed what boundaries, moments and order follow from
     * @param evidence where is kept what tells of a finding
     * @param log what earlier runs have come to, and where this one is added
     */
    CrashReport(long seed, Path evidence, CrashLog log) {
        this.seed = seed;
        this.evidence = evidence;
        this.log = log;
        List<CrashLog.Entry> before = log.entries();
        this.continued = !before.isEmpty();
        before.forEach(this::take);
    }

    private void take(CrashLog.Entry entry) {
        Row row = new Row(entry.type(), entry.kind());
        if (entry.found()) {
            findings.add(new Finding(row, entry.strike(), entry.outcome()));
        } else {
            crashes.computeIfAbsent(row, key -> new ArrayList<>()).add(new Crash(entry.outcome(), entry.took()));
        }
    }

    synchronized void ground(String text) {
        ground = text;
    }

    synchronized void planned(String type, Strike strike) {
        planned.merge(new Row(type, strike.kind()), 1, Integer::sum);
    }

    synchronized void add(String type, Strike strike, String outcome, Duration recovery) throws IOException {
        note(new CrashLog.Entry(type, strike, outcome, recovery, false));
    }

    private void note(CrashLog.Entry entry) throws IOException {
        log.add(entry);
        take(entry);
    }

    /** Notes what was found after a crash, and keeps what tells of it. */
    synchronized void found(String type, Strike strike, Throwable failed, Site site) throws IOException {
        String text = String.valueOf(failed.getMessage()).strip();
        note(new CrashLog.Entry(type, strike, text, Duration.ZERO, true));
        site.keep(evidence.resolve(Integer.toString(findings.size())));
        System.err.println("Killed " + type + " " + strike + " (seed " + seed + "): " + text + "\n" + site.lastWords());
        failed.printStackTrace();
    }

    /** What was found of an operation. */
    synchronized List<String> found(String type) {
        return findings.stream().filter(finding -> finding.row().type().equals(type)).map(finding -> finding.strike() + ": " + finding.text()).toList();
    }

    /** Writes it as a document. */
    synchronized void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text());
    }

    private String text() {
        int wanted = planned.values().stream().mapToInt(Integer::intValue).sum();
        int done = crashes.values().stream().mapToInt(List::size).sum() + findings.size();
        StringBuilder text = new StringBuilder();
        text.append("""
                # Crashes

                `mvn -Pcrash verify` kills real runtimes by SIGKILL in the middle of each operation on four servers with nine volumes: at
                every boundary of every hook, at every boundary of what takes back after a failure, a cancel, a first kill or a request,
                and at random moments. It holds what the next runtime makes of it against what is [promised](architecture.md). After each
                one no undo step is open, no server is frozen, no snapshot, temporary file or half-made resource is left, the operation is
                gone on with or taken back as somebody would, no object of another checkpoint has changed by a byte, and every checkpoint
                that says it is whole is verified, restored and compared with what it was made of. This page is written by it.

                """);
        text.append("- Date: ").append(LocalDate.now(ZoneOffset.UTC)).append(", seed ").append(seed).append(", Java ").append(Runtime.version().feature())
                .append(", ").append(Runtime.getRuntime().availableProcessors()).append(" processors\n");
        text.append("- The volumes lay on ").append(ground).append(".\n");
        text.append("- ").append(done).append(" of ").append(wanted).append(" were carried out, ")
                .append(continued ? "in more than one run" : "in " + Duration.ofNanos(System.nanoTime() - begun).toMinutes() + " minutes")
                .append(done < wanted ? ". **The others were not: the time was over.** They were in random order, so each had the same chance.\n" : ".\n");
        text.append("- ").append(findings.isEmpty() ? "Nothing was found that was not put in order.\n"
                : "After " + findings.size() + " something was [found](#found) that was not put in order.\n");
        text.append("\n| operation | killed | planned | carried out | what became of it | until it was settled: median, longest |\n|---|---|---|---|---|---|\n");
        planned.forEach((row, count) -> text.append("| ").append(row.type()).append(" | ").append(row.kind()).append(" | ").append(count)
                .append(line(row)).append(" |\n"));
        text.append("\nThe time counts from the request that was killed, the start of the next runtime included. At every fourth random moment the next\n"
                + "runtime is killed as well, less than a second after its start; in the undo by recovery, too, two are killed.\n");
        if (!findings.isEmpty()) {
            text.append("\n## Found\n\n");
            findings.forEach(finding -> text.append("- ").append(finding.row().type()).append(", ").append(finding.strike()).append(": ")
                    .append(finding.text().lines().findFirst().map(line -> line.substring(0, Math.min(LONG, line.length()))).orElse("")).append('\n'));
        }
        return text.toString();
    }

    private String line(Row row) {
        List<Crash> list = crashes.getOrDefault(row, List.of());
        long found = findings.stream().filter(finding -> finding.row().equals(row)).count();
        Map<String, Integer> outcomes = new TreeMap<>();
        list.forEach(crash -> outcomes.merge(crash.outcome(), 1, Integer::sum));
        List<String> words = new ArrayList<>(outcomes.entrySet().stream().map(entry -> entry.getValue() + " " + entry.getKey()).toList());
        if (found > 0) {
            words.add("**" + found + " not in order**");
        }
        return " | " + (list.size() + found) + " | " + String.join(", ", words) + " | " + (list.isEmpty() ? "" : times(list));
    }

    private static String times(List<Crash> list) {
        List<Duration> sorted = list.stream().map(Crash::recovery).sorted().toList();
        return seconds(sorted.get(sorted.size() / 2)) + ", " + seconds(sorted.getLast());
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / MILLIS);
    }
}
