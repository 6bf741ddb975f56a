package org.redoubt.launcher;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** The words of the command line that are the launcher's own; every other one is a command of the runtime. */
final class Verbs {
    private static final Set<String> OWN = Set.of("run", "shell", "start", "stop", "status");

    private final Home home;
    private final Distribution distribution;
    private final Surroundings surroundings;
    private final Stopping stopping;
    private final Report report;
    private final Map<String, String> environment;

    Verbs(Home home, Distribution distribution, Map<String, String> environment, Stopping stopping, Report report) {
        this.home = home;
        this.distribution = distribution;
        this.environment = environment;
        this.surroundings = new Surroundings(environment);
        this.stopping = stopping;
        this.report = report;
    }

    int run(CommandLine line) throws IOException, InterruptedException, UsageException, LaunchException {
        home.refuseFile();
        try {
            return dispatch(line);
        } catch (AccessDeniedException e) {
            throw home.unusable(e);
        }
    }

    private int dispatch(CommandLine line) throws IOException, InterruptedException, UsageException, LaunchException {
        Launcher launcher = new Launcher(home, distribution, surroundings, stopping);
        if (OWN.contains(line.command()) && line.asksForHelp()) {
            return launcher.command(line.explained());
        }
        Service service = new Service(home, distribution, surroundings);
        return switch (line.command()) {
            case "run" -> {
                expect(line, Set.of("--console"));
                yield launcher.run(line.arguments().contains("--console"));
            }
            case "shell" -> {
                expect(line, Set.of());
                yield launcher.shell();
            }
            case "start" -> {
                expect(line, Set.of());
                long pid = service.start(environment);
                report.answer(runtime("running", Optional.of(pid)),
                        "The runtime of " + home.root() + " runs as process " + pid + ".");
                yield 0;
            }
            case "stop" -> {
                expect(line, Set.of());
                Optional<Long> pid = service.stop();
                report.answer(runtime("stopped", Optional.empty()), pid.isPresent()
                        ? "The runtime of " + home.root() + " has stopped."
                        : "No runtime serves " + home.root() + ".");
                yield 0;
            }
            case "status" -> {
                expect(line, Set.of());
                Optional<Long> pid = service.pid();
                report.answer(runtime(pid.isPresent() ? "running" : "stopped", pid), pid.isPresent()
                        ? "The runtime of " + home.root() + " runs as process " + pid.get() + "."
                        : "No runtime serves " + home.root() + ".");
                yield 0;
            }
            case "demo" -> line.home().isPresent() ? launcher.command(line) : demo(line);
            default -> launcher.command(line);
        };
    }

    /** Shows Redoubt in a home of its own, unless another one was named on purpose. */
    private int demo(CommandLine line) throws IOException, InterruptedException, LaunchException {
        try (TemporaryHome temporary = TemporaryHome.create()) {
            return new Launcher(temporary.home(), distribution, surroundings, stopping).command(line.with("--disposable"));
        }
    }

    private static void expect(CommandLine line, Set<String> options) throws UsageException {
        List<String> rest = line.withoutProject().stream().skip(1)
                .filter(word -> !options.contains(word) && !word.equals("--json") && !word.equals("--debug"))
                .toList();
        if (!rest.isEmpty()) {
            throw new UsageException(Problem.of(ProblemKind.INVALID,
                    "`redoubt " + line.command() + "` does not understand `" + rest.getFirst() + "`.")
                    .hint("See `redoubt help`."));
        }
    }

    private JsonObject runtime(String state, Optional<Long> pid) {
        JsonObject.Builder runtime = JsonObject.builder();
        pid.ifPresent(number -> runtime.put("pid", number));
        runtime.put("state", state).put("home", home.root().toString());
        return JsonObject.builder().put("runtime", runtime.build()).build();
    }
}
