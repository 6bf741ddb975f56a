package org.redoubt.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.shell.wire.Purpose;
import org.redoubt.shell.wire.Request;
import org.redoubt.shell.wire.Wire;

/** Runs a command in the runtime of a home, which this process becomes if there is none. */
final class Launcher {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Home home;
    private final Distribution distribution;
    private final Surroundings surroundings;
    private final Stopping stopping;
    private final PrintStream out;
    private final PrintStream err;

    Launcher(Home home, Distribution distribution, Surroundings surroundings, Stopping stopping) {
        this.home = home;
        this.distribution = distribution;
        this.surroundings = surroundings;
        this.stopping = stopping;
        this.out = System.out;
        this.err = System.err;
    }

    /** Runs one command and gives its exit status. */
    int command(CommandLine line) throws IOException, InterruptedException, LaunchException {
        return converse(surroundings.request(Purpose.COMMAND, line.commandFirst()), StartLevels.REDOUBT, dialogue -> {
            stopping.by(dialogue::interrupt);
            return dialogue.finish();
        });
    }

    /** Opens an interactive shell. */
    int shell() throws IOException, InterruptedException, LaunchException {
        return converse(surroundings.request(Purpose.SHELL, List.of()), StartLevels.SHELL, dialogue ->
                surroundings.readsFromTerminal()
                        ? new InteractiveShell(dialogue, home.var("log").resolve("history")).run()
                        : new ScriptShell(dialogue, System.in).run());
    }

    private int converse(Request request, int startLevel, Talk talk)
            throws IOException, InterruptedException, LaunchException {
        home.prepare(distribution);
        Connector connector = new Connector(home);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Wire> wire = connector.connect();
            if (wire.isPresent()) {
                try (Wire open = wire.get()) {
                    Dialogue dialogue = new Dialogue(open, out, err);
                    if (dialogue.begin(request)) {
                        return talk.with(dialogue);
                    }
                }
            }
            Optional<HomeLock> lock = HomeLock.tryAcquire(home);
            if (lock.isPresent()) {
                return inOwnRuntime(request, startLevel, talk, lock.get());
            }
            if (System.nanoTime() > giveUp) {
                throw new LaunchException(ProblemKind.UNAVAILABLE,
                        "A runtime has locked the home " + home.root() + " but does not answer.",
                        "Look at " + home.log() + ".");
            }
            // The runtime of another command is starting or leaving.
            Thread.sleep(BREATH);
        }
    }

    private int inOwnRuntime(Request request, int startLevel, Talk talk, HomeLock lock)
            throws IOException, InterruptedException, LaunchException {
        RuntimeProcess runtime = RuntimeProcess.start(home, lock, distribution, startLevel, false);
        try {
            int status;
            try (Wire wire = new Connector(home).connect().orElseThrow()) {
                Dialogue dialogue = new Dialogue(wire, out, err);
                if (!dialogue.begin(request)) {
                    throw new LaunchException(ProblemKind.INTERNAL, "The runtime does not answer.",
                            "See " + home.log() + ".");
                }
                status = talk.with(dialogue);
            }
            leaveWithTheLast(runtime.announcement());
            return status;
        } finally {
            runtime.stop();
        }
    }

    /** What is said once the runtime has taken the request. */
    private interface Talk {
        int with(Dialogue dialogue) throws IOException, LaunchException;
    }

    /** Other commands may have come to this runtime meanwhile: it stays for them, but takes no more. */
    private void leaveWithTheLast(Announcement announcement) throws IOException, LaunchException {
        try (Wire wire = new Connector(home).connect().orElseThrow()) {
            announcement.withdraw(home);
            Dialogue dialogue = new Dialogue(wire, out, err);
            if (dialogue.begin(surroundings.request(Purpose.LEAVE, List.of()))) {
                dialogue.finish();
            }
        }
    }

    /** Is the runtime of the home until somebody stops it. */
    int run(boolean console) throws IOException, InterruptedException, LaunchException {
        home.prepare(distribution);
        HomeLock lock = HomeLock.tryAcquire(home).orElseThrow(this::taken);
        RuntimeProcess runtime = RuntimeProcess.start(home, lock, distribution, StartLevels.SHELL, console);
        stopping.by(() -> stopQuietly(runtime));
        runtime.awaitStop();
        return 0;
    }

    private static void stopQuietly(RuntimeProcess runtime) {
        try {
            runtime.stop();
        } catch (IOException | InterruptedException e) {
            System.err.println("redoubt: The runtime did not stop cleanly: " + e.getMessage());
        }
    }

    private LaunchException taken() {
        return new LaunchException(ProblemKind.CONFLICT,
                "A runtime already serves the home " + home.root() + ".",
                "Use it as it is, or stop it first with `redoubt stop`.");
    }
}
