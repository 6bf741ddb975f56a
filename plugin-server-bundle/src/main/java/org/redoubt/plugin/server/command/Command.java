package org.redoubt.plugin.server.command;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/**
 * Runs a program of this host without a shell. Immutable.
 *
 * @param words the program and its arguments
 * @param timeout how long it may take
 */
record Command(List<String> words, Duration timeout) {
    private static final Duration GRACE = Duration.ofSeconds(2);

    Command {
        words = List.copyOf(words);
    }

    /**
     * Runs it to its end.
     *
     * @param environment what it finds in its environment besides that of this process
     * @throws RedoubtException of kind {@code NOT_FOUND} if it cannot be started, {@code TIMEOUT} if it was killed with all that it started
     * @throws InterruptedException if the calling thread was interrupted; it is killed then as well
     */
    CommandResult run(Map<String, String> environment) throws RedoubtException, InterruptedException {
        Process process = start(environment);
        Tail output = Tail.of(process);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                String said = output.text();
                throw new RedoubtException(Problem.of(ProblemKind.TIMEOUT, "The command \"" + name() + "\" did not end within "
                        + seconds() + " and was killed" + (said.isEmpty() ? "." : ": " + said))
                        .hint("Find out what it waits for, or give it more time."));
            }
            return new CommandResult(process.exitValue(), output.text());
        } catch (InterruptedException e) {
            kill(process);
            throw e;
        } finally {
            output.close();
        }
    }

    private Process start(Map<String, String> environment) throws RedoubtException {
        // The root is never frozen without the runtime being frozen with it, so no command hinders a thaw by where it stands.
        ProcessBuilder builder = new ProcessBuilder(words).directory(new File("/")).redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        // Messages are looked at, so they must not depend on the language of the user.
        builder.environment().put("LC_ALL", "C");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "The command \"" + name() + "\" cannot be started: " + e.getMessage())
                    .hint("Give the whole path of the program."), e);
        }
    }

    /** Kills children before parents, as those who lost their parent cannot be found any more. */
    private static void kill(Process process) {
        long end = System.nanoTime() + GRACE.toNanos();
        while (System.nanoTime() < end) {
            List<ProcessHandle> descendants = process.descendants().filter(ProcessHandle::isAlive).toList();
            if (descendants.isEmpty()) {
                break;
            }
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
        // By its handle, as a process that is destroyed itself takes its last words along.
        process.toHandle().destroyForcibly();
    }

    String name() {
        return words.getFirst();
    }

    private String seconds() {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
