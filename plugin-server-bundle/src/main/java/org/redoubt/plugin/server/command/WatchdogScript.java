package org.redoubt.plugin.server.command;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a watchdog is started: as a shell in a session of its own, so that nothing that ends this process or its group ends it. The script is
 * handed over in the environment, so no file that may be frozen or gone is needed, and a list of processes stays readable.
 */
final class WatchdogScript {
    private static final String SHELL = "/bin/sh";
    private static final List<String> PROGRAMS = List.of("setsid", SHELL, "timeout", "sed", "tail", "tr", "sleep");
    private static final String VARIABLE = "REDOUBT_WATCHDOG";

    private WatchdogScript() {
    }

    /** Which program of those that it needs is not on this host. */
    static Optional<String> missing() {
        return PROGRAMS.stream().filter(program -> !Programs.exists(program)).findFirst();
    }

    /**
     * The process that freezes a server, not started yet.
     *
     * @param server which
     * @param environment what its commands find in their environment besides that of this process
     * @param budget how long it may be frozen
     * @param freezeTimeout how long freezing may take
     * @param trace where it says what it did when nobody listens any more
     */
    static ProcessBuilder builder(Declaration server, Map<String, String> environment, Duration budget, Duration freezeTimeout,
            Optional<Path> trace) {
        ProcessBuilder builder = new ProcessBuilder("setsid", SHELL, "-c", "eval \"$" + VARIABLE + "\"", "redoubt-watchdog", server.name(),
                Long.toString(Math.max(1, budget.toMillis() / 10)), seconds(freezeTimeout), seconds(server.thawTimeout()), server.notFrozen(),
                trace.map(Path::toString).orElse(""), quoted(server.freeze()), quoted(server.thaw())).directory(new File("/"));
        builder.environment().putAll(environment);
        // Messages are looked at, so they must not depend on the language of the user.
        builder.environment().put("LC_ALL", "C");
        builder.environment().put(VARIABLE, text());
        return builder;
    }

    private static String seconds(Duration duration) {
        long millis = Math.max(1, duration.toMillis());
        return millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1);
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
    }

    private static String text() {
        try (InputStream script = WatchdogScript.class.getResourceAsStream("watchdog.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
