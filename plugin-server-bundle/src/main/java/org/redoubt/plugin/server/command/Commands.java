package org.redoubt.plugin.server.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.server.Freeze;
import org.redoubt.api.server.Thaw;

/** Freezes and thaws by commands, and thaws by itself what nobody has thawed at its deadline. Thread-safe. */
final class Commands implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Commands.class.getName());

    private final InstantSource clock;
    private final ScheduledExecutorService alarms;
    private final Map<String, Freezing> byToken = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> byServer = new ConcurrentHashMap<>();

    /**
     * @param clock the clock of the deadlines
     * @param alarms thaws at deadlines; closed with this
     */
    Commands(InstantSource clock, ScheduledExecutorService alarms) {
        this.clock = clock;
        this.alarms = alarms;
    }

    Freeze freeze(Declaration server, String token, Optional<Instant> deadline) throws RedoubtException, InterruptedException {
        Duration timeout = server.freezeTimeout();
        if (deadline.isPresent()) {
            Duration rest = Duration.between(clock.instant(), deadline.get());
            timeout = rest.compareTo(timeout) < 0 ? rest : timeout;
        }
        if (!timeout.isPositive()) {
            throw new RedoubtException(Problem.of(ProblemKind.TIMEOUT, "There is no time left to freeze the server \"" + server.name() + "\"."));
        }
        Freezing freezing = byToken.computeIfAbsent(token, t -> new Freezing(permit(server)));
        freezing.lock().lockInterruptibly();
        try {
            if (!freezing.begin(timeout)) {
                throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "The server \"" + server.name()
                        + "\" is frozen by another operation.").hint("Try again when that has ended."));
            }
            CommandResult result = new Command(server.freeze(), timeout).run(environment(server, token));
            if (result.status() != 0) {
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "The server \"" + server.name() + "\" could not be frozen: the command \""
                        + server.freeze().getFirst() + "\" " + result.failure() + "."));
            }
            deadline.ifPresent(end -> freezing.alarm(alarms.schedule(() -> thawAtDeadline(server, token),
                    Duration.between(clock.instant(), end).toMillis(), TimeUnit.MILLISECONDS)));
            return new Freeze(server.grade(), "The command \"" + server.freeze().getFirst() + "\" had frozen the server \"" + server.name() + "\".");
        } finally {
            freezing.lock().unlock();
        }
    }

    private Semaphore permit(Declaration server) {
        return byServer.computeIfAbsent(server.name(), name -> new Semaphore(1));
    }

    private void thawAtDeadline(Declaration server, String token) {
        try {
            thaw(server, token);
            LOG.log(System.Logger.Level.WARNING, "The server \"{0}\" was thawed as its time was over.", server.name());
        } catch (RedoubtException e) {
            LOG.log(System.Logger.Level.ERROR, "The server \"{0}\" may still be frozen: {1}", server.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
            CommandResult result = new Command(server.thaw(), server.thawTimeout()).run(environment(server, token));
            boolean nothingFrozen = result.status() != 0 && !server.notFrozen().isEmpty() && result.output().contains(server.notFrozen());
            if (result.status() != 0 && !nothingFrozen) {
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "The server \"" + server.name()
                        + "\" may still be frozen: the command \"" + server.thaw().getFirst() + "\" " + result.failure() + ".")
                        .hint("Thaw it by hand."));
            }
            freezing.end();
            return new Thaw(!nothingFrozen);
        } finally {
            freezing.lock().unlock();
        }
    }

    private static Map<String, String> environment(Declaration server, String token) {
        return Map.of("REDOUBT_SERVER", server.name(), "REDOUBT_TOKEN", token);
    }

    @Override
    public void close() {
        alarms.shutdownNow();
    }
}
