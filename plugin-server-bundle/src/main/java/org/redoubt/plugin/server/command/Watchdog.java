package org.redoubt.plugin.server.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A process that freezes one server once, and thaws it: when it is asked to, when the budget is over, and when this process is gone, which it
 * sees at once, as the kernel closes the pipe between them. Thread-safe.
 */
final class Watchdog {
    private static final Duration KILLING = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Process process;
    private final Tail output;
    private Optional<Report.Frozen> frozen = Optional.empty();
    private Optional<Report.Failed> failed = Optional.empty();
    private Optional<Report> end = Optional.empty();

    private Watchdog(Process process) {
        this.process = process;
        this.output = Tail.of(process);
    }

    /**
     * Starts one, and with it the freeze.
     *
     * @param builder the process
     * @param atEnd gets {@code Released} or {@code Lost} when it has ended, on a thread that may be kept
     * @throws IOException if there is none, and so no freeze
     */
    static Watchdog start(ProcessBuilder builder, Consumer<Report> atEnd) throws IOException {
        Watchdog watchdog = new Watchdog(builder.start());
        // A platform thread: nothing that a thaw waits for may stand behind busy virtual threads.
        Thread.ofPlatform().daemon().name("redoubt-watchdog").start(() -> atEnd.accept(watchdog.listen()));
        return watchdog;
    }

    private Report listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Report.parse(line).ifPresent(this::hear);
            }
        } catch (IOException e) {
            // Nothing more will be heard of it.
            process.toHandle().destroyForcibly();
        }
        hear(new Report.Lost());
        output.close();
        hangUp();
        return last();
    }

    /** What a killed watchdog has left behind waits for this end as well. */
    private void hangUp() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It is closed all the same.
            return;
        }
    }

    private void hear(Report report) {
        lock.lock();
        try {
            switch (report) {
                case Report.Frozen is -> {
                    frozen = Optional.of(is);
                    if (is.status() == 0) {
                        output.close();
                    }
                }
                case Report.Failed is -> failed = Optional.of(is);
                case Report.Released is -> end = Optional.of(is);
                case Report.Lost is -> end = end.or(() -> Optional.of(is));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Report last() {
        lock.lock();
        try {
            return end.orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the freeze command.
     *
     * @param patience how long it may take
     * @return how it has ended; empty if the watchdog is lost. If its status is not 0 the watchdog thaws at once.
     * @throws InterruptedException if the calling thread was interrupted; then the freeze is ended and thawed at once
     */
    Optional<CommandResult> frozen(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long rest = patience.toNanos();
            while (frozen.isEmpty() && end.isEmpty() && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            if (frozen.isEmpty()) {
                process.toHandle().destroyForcibly();
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            ask();
            killFreeze();
            throw e;
        } finally {
            lock.unlock();
        }
        int status = frozen.get().status();
        return Optional.of(new CommandResult(status, status == 0 ? "" : output.text()));
    }

    /** Kills the group of processes that the freeze command is; the watchdog, which is none of them, sees it end, and thaws. */
    private void killFreeze() throws InterruptedException {
        long until = System.nanoTime() + KILLING.toNanos();
        while (frozen.isEmpty() && end.isEmpty() && System.nanoTime() < until) {
            for (ProcessHandle leader : process.children().toList()) {
                killGroup(leader.pid());
            }
            changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static void killGroup(long leader) throws InterruptedException {
        try {
            // By one signal to all, as a script whose child is killed goes on with its next line.
            new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- \"-$0\"", Long.toString(leader)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            // Then its time-out ends it.
            return;
        }
    }

    /**
     * Asks it to thaw, and waits for one attempt.
     *
     * @param patience how long that may take
     * @return what came of it; empty if it takes longer
     * @throws InterruptedException if the calling thread was interrupted; it is thawed all the same
     */
    Optional<Report> thaw(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            failed = Optional.empty();
            ask();
            long rest = patience.toNanos();
            while (failed.isEmpty() && end.isEmpty() && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            return end.or(() -> failed);
        } finally {
            lock.unlock();
        }
    }

    private void ask() {
        try {
            process.getOutputStream().write("thaw\n".getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It does not listen any more, as it thaws already or is gone; its reports say which.
            return;
        }
    }
}
