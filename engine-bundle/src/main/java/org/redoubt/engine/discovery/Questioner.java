package org.redoubt.engine.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.ProblemKind;

/**
 * Asks many questions at the same time, on virtual threads, and gives up those that are not answered in time: their threads
 * are interrupted and left to themselves.
 */
final class Questioner {
    private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

    private final int parallelism;
    private final Conduct conduct;

    Questioner(int parallelism, Conduct conduct) {
        this.parallelism = parallelism;
        this.conduct = conduct;
    }

    /**
     * Asks.
     *
     * @param questions what is asked
     * @return an answer for each, in the same order
     * @throws CancelledException if it is no longer wanted, or the calling thread is interrupted
     */
    <A> List<Answer<A>> ask(List<Question<A>> questions) throws CancelledException {
        AtomicReferenceArray<Answer<A>> answers = new AtomicReferenceArray<>(questions.size());
        AtomicInteger next = new AtomicInteger();
        int workers = Math.min(parallelism, questions.size());
        CountDownLatch ended = new CountDownLatch(workers);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            threads.add(Thread.ofVirtual().name("redoubt-discovery-" + i).start(() -> {
                try {
                    work(questions, answers, next);
                } finally {
                    ended.countDown();
                }
            }));
        }
        try {
            await(ended);
            // Before the interrupt, which makes answers of its own out of questions that took too long.
            return answered(questions, answers);
        } finally {
            if (ended.getCount() > 0) {
                conduct.stop();
                threads.forEach(Thread::interrupt);
            }
        }
    }

    private <A> void work(List<Question<A>> questions, AtomicReferenceArray<Answer<A>> answers, AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < questions.size() && !conduct.isStopped(); i = next.getAndIncrement()) {
            answers.set(i, questions.get(i).ask());
        }
    }

    private void await(CountDownLatch ended) throws CancelledException {
        try {
            while (!ended.await(Math.min(LOOK_NANOS, conduct.left()), TimeUnit.NANOSECONDS)) {
                if (conduct.isCancelled()) {
                    throw new CancelledException("The discovery was cancelled.");
                }
                if (conduct.left() <= 0) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The discovery was interrupted.");
        }
    }

    private static <A> List<Answer<A>> answered(List<Question<A>> questions, AtomicReferenceArray<Answer<A>> answers) {
        List<Answer<A>> list = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            Answer<A> answer = answers.get(i);
            list.add(answer != null ? answer : Answer.failed(questions.get(i).problem(ProblemKind.TIMEOUT, "it did not answer in time")));
        }
        return list;
    }
}
