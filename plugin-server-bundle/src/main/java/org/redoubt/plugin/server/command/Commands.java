package org.redoubt.plugin.server.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.server.Freeze;
import org.redoubt.api.server.Thaw;

/** Freezes and thaws by commands, which watchdogs run. Thread-safe. */
final class Commands implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Commands.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Traces traces;
    private final Map<String, Freezing> byToken = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> byServer = new ConcurrentHashMap<>();

    /**
     * @param clock the clock of the deadlines
     * @param traces where watchdogs leave word
     */
    Commands(InstantSource clock, Traces traces) {
        this.clock = clock;
        this.traces = traces;
    }

    /** Where watchdogs write to. */
    List<Path> localPaths() {
        return traces.folder().stream().toList();
    }

    Freeze freeze(Declaration server, String token, Optional<Instant> deadline) throws RedoubtException, InterruptedException {
        Freezing freezing = byToken.computeIfAbsent(token, t -> new Freezing(permit(server)));
        freezing.lock().lockInterruptibly();
        try {
            if (!freezing.begin(shorter(server.freezeTimeout(), budget(server, deadline)))) {
                throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "The server \"" + server.name()
                        + "\" is frozen by another operation.").hint("Try again when that has ended."));
            }
            freeze(server, token, freezing, deadline);
            return new Freeze(server.grade(), "The command \"" + server.freeze().getFirst() + "\" had frozen the server \"" + server.name() + "\".");
        } finally {
            freezing.lock().unlock();
        }
    }

    private void freeze(Declaration server, String token, Freezing freezing, Optional<Instant> deadline)
            throws RedoubtException, InterruptedException {
        Duration budget;
        // Its time may have begun before we know that it runs.
        long start = System.nanoTime();
        try {
            budget = budget(server, deadline);
            freezing.watchedBy(watchdog(server, token, freezing, budget));
        } catch (RedoubtException e) {
            freezing.end();
            throw e;
        }
        Duration timeout = shorter(server.freezeTimeout(), budget);
        CommandResult result = freezing.watchdog().orElseThrow().frozen(timeout.plus(GRACE)).orElseThrow(() -> new RedoubtException(Problem.of(
                ProblemKind.UNAVAILABLE, "The server \"" + server.name() + "\" could not be frozen: its watchdog is gone.")));
        if (result.wasKilled() && System.nanoTime() - start >= timeout.toNanos()) {
            throw new RedoubtException(Problem.of(ProblemKind.TIMEOUT, "The command \"" + server.freeze().getFirst()
                    + "\" took too long, and " + result.failure() + ".").hint("Find out what it waits for, or give it more time."));
        }
        if (result.status() != 0) {
            throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "The server \"" + server.name() + "\" could not be frozen: the command \""
                    + server.freeze().getFirst() + "\" " + result.failure() + "."));
        }
    }

    private Watchdog watchdog(Declaration server, String token, Freezing freezing, Duration budget) throws RedoubtException {
        ProcessBuilder builder = WatchdogScript.builder(server, environment(server, token), budget, shorter(server.freezeTimeout(), budget),
                traces.next());
        try {
            return Watchdog.start(builder, report -> ended(server, token, freezing, report));
        } catch (IOException e) {
            throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The server \"" + server.name()
                    + "\" is not frozen, as its watchdog, which would thaw it in any case, cannot be started: " + e.getMessage() + ".")
                    .hint("Install setsid (util-linux) and timeout (coreutils)."), e);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** How long it may be frozen from now on. */
    private Duration budget(Declaration server, Optional<Instant> deadline) throws RedoubtException {
        Duration budget = deadline.map(end -> shorter(Duration.between(clock.instant(), end), server.maximumFreeze()))
                .orElse(server.maximumFreeze());
        if (!budget.isPositive()) {
            throw new RedoubtException(Problem.of(ProblemKind.TIMEOUT, "There is no time left to freeze the server \"" + server.name() + "\"."));
        }
        return budget;
    }

    private Semaphore permit(Declaration server) {
        return byServer.computeIfAbsent(server.name(), name -> new Semaphore(1));
    }

    /** A watchdog has ended. Who thawed the server without being asked is told here; who waits for it hears of it as well. */
    private void ended(Declaration server, String token, Freezing freezing, Report report) {
        freezing.lock().lock();
        try {
            if (report instanceof Report.Released released) {
                freezing.end();
                if (released.why().isUntimely()) {
                    LOG.log(System.Logger.Level.WARNING, "The server \"{0}\" was thawed by its watchdog before anybody asked for it: {1}.",
                            server.name(), released.why() == Report.Why.OVER ? "its time was over" : "the watchdog was told to end");
                }
            } else if (freezing.isFrozen()) {
                thaw(server, token);
                LOG.log(System.Logger.Level.WARNING, "The server \"{0}\" was thawed at once, as its watchdog was gone.", server.name());
            }
        } catch (RedoubtException e) {
            LOG.log(System.Logger.Level.ERROR, "The server \"{0}\" may still be frozen: {1}", server.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            freezing.lock().unlock();
        }
    }

    /** Thaws; a token that is not known was frozen by an earlier process, or never. */
    Thaw thaw(Declaration server, String token) throws RedoubtException, InterruptedException {
        Optional<Freezing> known = Optional.ofNullable(byToken.get(token));
        Semaphore permit = permit(server);
        Freezing freezing = known.orElseGet(() -> new Freezing(permit));
        freezing.lock().lockInterruptibly();
        try {
            // Whoever could freeze it after this one has proved that this one is gone, and must not be thawed in its place.
            boolean gone = known.isPresent() ? !freezing.isFrozen() : permit.availablePermits() == 0;
            if (gone) {
                return new Thaw(false);
            }
            Thaw thaw = freezing.watchdog().isPresent() ? ask(freezing.watchdog().get(), server, token) : thawHere(server, token);
            freezing.end();
            // Of what another process has frozen nobody knows since when it is thawed.
            return known.isPresent() ? thaw : new Thaw(false);
        } finally {
            freezing.lock().unlock();
        }
    }

    private static Thaw ask(Watchdog watchdog, Declaration server, String token) throws RedoubtException, InterruptedException {
        Optional<Report> report = watchdog.thaw(server.freezeTimeout().plus(server.thawTimeout()).plus(GRACE));
        if (report.isPresent() && report.get() instanceof Report.Released released) {
            return new Thaw(released.wasFrozen() && !released.why().isUntimely());
        }
        if (report.isPresent() && report.get() instanceof Report.Failed failed) {
            throw mayBeFrozen(server, failed.result().failure(), "Its watchdog tries it again for a while. Thaw it by hand if that does not help.");
        }
        // It is lost, or does not answer: another thaw does no harm.
        return thawHere(server, token);
    }

    private static Thaw thawHere(Declaration server, String token) throws RedoubtException, InterruptedException {
        CommandResult result = new Command(server.thaw(), server.thawTimeout()).run(environment(server, token));
        boolean nothingFrozen = result.status() != 0 && !server.notFrozen().isEmpty() && result.output().contains(server.notFrozen());
        if (result.status() != 0 && !nothingFrozen) {
            throw mayBeFrozen(server, result.failure(), "Thaw it by hand.");
        }
        return new Thaw(!nothingFrozen);
    }

    private static RedoubtException mayBeFrozen(Declaration server, String failure, String hint) {
        return new RedoubtException(Problem.of(ProblemKind.PLUGIN, "The server \"" + server.name()
                + "\" may still be frozen: the command \"" + server.thaw().getFirst() + "\" " + failure + ".").hint(hint));
    }

    private static Map<String, String> environment(Declaration server, String token) {
        return Map.of("REDOUBT_SERVER", server.name(), "REDOUBT_TOKEN", token);
    }

    @Override
    public void close() {
        byToken.values().stream().flatMap(freezing -> freezing.watchdog().stream()).forEach(Commands::leave);
    }

    /** What is still frozen has been forgotten, or its operation is at its end; if it takes long the watchdog goes on without this process. */
    private static void leave(Watchdog watchdog) {
        try {
            watchdog.thaw(LAST_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
