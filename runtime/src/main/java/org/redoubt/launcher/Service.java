package org.redoubt.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.shell.wire.Purpose;
import org.redoubt.shell.wire.Wire;

/** The runtime of a home as a process of its own, seen from outside. */
final class Service {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final String OURS = "redoubt: ";
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final Home home;
    private final Distribution distribution;
    private final Surroundings surroundings;

    Service(Home home, Distribution distribution, Surroundings surroundings) {
        this.home = home;
        this.distribution = distribution;
        this.surroundings = surroundings;
    }

    /** The process that serves the home, if one does. */
    Optional<Long> pid() throws IOException {
        Optional<Wire> wire = new Connector(home).connect();
        if (wire.isEmpty()) {
            return Optional.empty();
        }
        wire.get().close();
        return Announcement.read(home).map(Announcement::pid);
    }

    /** Starts a runtime and returns when it is ready. */
    long start(Map<String, String> environment) throws IOException, InterruptedException, LaunchException {
        home.prepare(distribution);
        Optional<Long> there = pid();
        if (there.isPresent()) {
            throw new LaunchException(ProblemKind.CONFLICT,
                    "A runtime already serves the home " + home.root() + ", as process " + there.get() + ".",
                    "Use it as it is, or stop it first with `redoubt stop`.");
        }
        Path console = home.startLog();
        Process process = launch(command(environment), console);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            Optional<Long> pid = pid();
            if (pid.isPresent()) {
                return pid.get();
            }
            if (process.waitFor(BREATH.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure(console);
            }
        }
        throw new LaunchException(ProblemKind.TIMEOUT, "The runtime did not become ready within " + PATIENCE.toMinutes() + " minutes.",
                "See " + home.log() + ".");
    }

    private Process launch(List<String> command, Path console) throws IOException, LaunchException {
        try {
            // Asked here, as a process builder would say less of it.
            Files.newOutputStream(console).close();
        } catch (IOException e) {
            throw home.unusable(e);
        }
        return new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectOutput(console.toFile()).redirectErrorStream(true).start();
    }

    private List<String> command(Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A session of its own: closing the terminal does not end the runtime.
            command.add(SETSID.toString());
        }
        command.add(environment.getOrDefault("REDOUBT_SCRIPT", distribution.root().resolve("bin/redoubt").toString()));
        command.addAll(List.of("--home", home.root().toString(), "run"));
        return command;
    }

    /** What the runtime has said of its end, in its own words if it had any. */
    private LaunchException failure(Path console) throws IOException {
        // Not read as a string by Files, as a JVM that cannot start may say so in any encoding.
        List<String> said = new String(Files.readAllBytes(console), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
        if (said.isEmpty()) {
            return new LaunchException(ProblemKind.INTERNAL, "The runtime ended at once, without a word.", "See " + home.log() + ".");
        }
        return new LaunchException(ProblemKind.INTERNAL, "The runtime did not start: " + cause(said), "All that it said is in " + console + ".");
    }

    /** The last of our words, unless a JVM has said more after them: its first then, and what we said before was a mere notice of the script. */
    private static String cause(List<String> said) {
        String word = said.getFirst();
        boolean ours = false;
        for (String line : said) {
            boolean trace = Character.isWhitespace(line.charAt(0));
            if (line.startsWith(OURS) || ours && !trace) {
                word = line;
                ours = line.startsWith(OURS);
            }
        }
        return word.substring(word.startsWith(OURS) ? OURS.length() : 0).strip();
    }

    /** Stops the runtime and returns when it has gone; nothing when there was none. */
    Optional<Long> stop() throws IOException, InterruptedException, LaunchException {
        Optional<Announcement> announcement = Announcement.read(home);
        Optional<Wire> wire = new Connector(home).connect();
        if (announcement.isEmpty() || wire.isEmpty()) {
            return Optional.empty();
        }
        Dialogue dialogue = new Dialogue(wire.get(), System.out, System.err);
        dialogue.begin(surroundings.request(Purpose.STOP, List.of()));
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            Optional<HomeLock> lock = HomeLock.tryAcquire(home);
            if (lock.isPresent()) {
                lock.get().close();
                return Optional.of(announcement.get().pid());
            }
            Thread.sleep(BREATH);
        }
        throw new LaunchException(ProblemKind.TIMEOUT,
                "The runtime was asked to stop but is still there after " + PATIENCE.toMinutes() + " minutes.",
                "It may be undoing an operation; ask again later.");
    }
}
