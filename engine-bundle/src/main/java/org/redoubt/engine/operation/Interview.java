package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.RefusedException;
import org.redoubt.engine.hook.PluginOperation;
import org.redoubt.engine.lease.StackText;
import org.redoubt.engine.parameter.SchemaSource;
import org.redoubt.engine.plugin.PluginId;

/**
 * Many short questions to plugins, each of which has to be answered in time. A thread for each would cost more than its answer, so
 * one asks them all, and whoever waits for it looks now and then which question it is at, and since when. For one request.
 */
final class Interview {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Question NONE = new Question(Assignment.nobody().plugin(), "", "");

    private final Engine engine;
    private final AtomicReference<Question> current = new AtomicReference<>(NONE);
    private volatile boolean over;

    Interview(Engine engine) {
        this.engine = engine;
    }

    /**
     * What is asked; a new one each time, as it is also known by its identity.
     *
     * @param plugin whom
     * @param about what it is to tell, such as {@code its protect operation}
     * @param subject for which resource or type
     */
    record Question(PluginId plugin, String about, Object subject) {
    }

    /** Asks, within {@link #hold}. */
    <A> A ask(Question question, Supplier<A> call) {
        if (over) {
            throw new CancellationException("Nobody waits for the answer any more.");
        }
        current.setRelease(question);
        try {
            return call.get();
        } finally {
            current.setRelease(NONE);
        }
    }

    /**
     * Holds the interview.
     *
     * @param talk asks, and does what belongs to it, on a thread that is left to itself when a question is not answered in time
     * @throws RedoubtException that refuses the operation because of a question that was not answered, or what the talk throws
     */
    <T> T hold(Callable<T> talk) throws RedoubtException {
        FutureTask<T> task = new FutureTask<>(talk);
        Thread thread = Thread.ofPlatform().daemon().name("redoubt-interview").start(task);
        Question seen = NONE;
        long since = engine.dispatcher().nanos();
        while (true) {
            try {
                return task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException goesOn) {
                Question now = current.getAcquire();
                long nanos = engine.dispatcher().nanos();
                if (now != seen) {
                    seen = now;
                    since = nanos;
                } else if (now != NONE && nanos - since >= engine.patience().answer().toNanos()) {
                    throw new RefusedException(List.of(giveUp(thread, now)));
                }
            } catch (InterruptedException e) {
                over = true;
                thread.interrupt();
                Thread.currentThread().interrupt();
                throw new RedoubtException(Problem.of(ProblemKind.CANCELLED, "The request was interrupted before the operation began."), e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RedoubtException known ? known : new RedoubtException(RunEnd.internal(e.getCause()), e);
            }
        }
    }

    private Problem giveUp(Thread thread, Question question) {
        over = true;
        StackText stack = StackText.of(thread.getStackTrace(), PluginOperation.class.getPackageName() + ".", SchemaSource.class.getPackageName() + ".");
        String what = question.about() + " for " + question.subject();
        thread.interrupt();
        if (!ends(thread)) {
            LOG.log(Level.WARNING, "The plugin {0} did not tell {1}, also when it was interrupted. It was given up at{2}", question.plugin(), what, stack.lines());
            engine.plugins().markUnhealthy(question.plugin(), "It did not tell " + what + ".");
        }
        return Problem.of(ProblemKind.PLUGIN, "The plugin " + question.plugin() + " did not tell " + what + " within " + Words.seconds(engine.patience().answer()) + ".")
                .hint("Look into what it waits for: it was at " + stack.clause() + ".").subject(question.subject().toString());
    }

    private boolean ends(Thread thread) {
        try {
            return thread.join(engine.patience().hooks().abandon());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
