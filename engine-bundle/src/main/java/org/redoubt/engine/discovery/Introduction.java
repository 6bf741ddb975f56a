package org.redoubt.engine.discovery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protectable.ProtectablePlugin;

/**
 * A plugin is asked once what it discovers, on a thread of its own that no work on virtual threads can keep from running. An
 * answer that comes too late for who waits for it is there for the next one.
 */
final class Introduction {
    private final Question<Reach> question;
    private final CompletableFuture<Answer<Reach>> answer = new CompletableFuture<>();
    private final Thread thread;
    private final long end;

    private Introduction(Question<Reach> question, Duration limit) {
        this.question = question;
        this.end = System.nanoTime() + limit.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("redoubt-introduction-" + question.label()).unstarted(() -> answer.complete(question.ask()));
    }

    /** Asks. */
    static Introduction begin(String label, ProtectablePlugin plugin, Duration limit) {
        Introduction introduction = new Introduction(new Question<>(label, "what it discovers", label, plugin, () -> Reach.of(plugin)), limit);
        introduction.thread.start();
        return introduction;
    }

    /** Whether it came to nothing, so that it makes sense to ask once more. */
    boolean failed() {
        return !thread.isAlive() && reach().isEmpty();
    }

    /** What the plugin has said so far. */
    Optional<Reach> reach() {
        return answer.isDone() ? answer.join().value() : Optional.empty();
    }

    /** What was answered, or that it was not in time. */
    Answer<Reach> await() throws InterruptedException {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Answer.failed(question.problem(ProblemKind.TIMEOUT, "it did not answer in time"));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The plugin goes. */
    void cancel() {
        thread.interrupt();
    }
}
