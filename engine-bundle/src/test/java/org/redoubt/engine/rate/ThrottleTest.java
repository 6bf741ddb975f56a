package org.redoubt.engine.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bytes pass no faster than they may, and those who wait are served in turn. */
class ThrottleTest {
    private static final long MEGABYTE = 1_000_000;

    private final Throttle throttle = new Throttle(new Rate(20 * MEGABYTE));

    /** A caller on a thread of its own, that says whether it passed. */
    private static CompletableFuture<Boolean> begin(Throttle.Share share, long bytes) {
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                passed.complete(share.take(bytes));
            } catch (InterruptedException e) {
                passed.completeExceptionally(e);
            }
        });
        return passed;
    }

    private void awaitWaiting(int count) throws InterruptedException {
        awaitWaiting(throttle, count);
    }

    private static void awaitWaiting(Throttle throttle, int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (throttle.waiting() != count) {
            assertTrue(System.nanoTime() < end, () -> throttle.waiting() + " wait");
            Thread.sleep(1);
        }
    }

    @Test
    void givenMoreThanMayPass_thenItTakesAtLeastTheTimeThatItHasTo() throws Exception {
        long start = System.nanoTime();
        Throttle.Share share = throttle.join();
        for (int i = 0; i < 5; i++) {
            assertTrue(share.take(MEGABYTE));
        }
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void givenWhatCannotWait_thenOthersWaitTheLonger() throws Exception {
        long start = System.nanoTime();
        Throttle.Share share = throttle.join();
        share.count(2 * MEGABYTE);
        assertTrue(throttle.join().take(1));
        assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(100));
    }

    @Test
    void givenNoLimit_thenNobodyWaits() throws Exception {
        Throttle free = new Throttle(Rate.UNLIMITED);
        assertTrue(free.join().take(Long.MAX_VALUE));
        assertTrue(free.join().take(Long.MAX_VALUE));
    }

    @Test
    void givenALimitThatIsTakenAway_thenThoseWhoWaitPass() throws Exception {
        throttle.join().count(1_000_000 * MEGABYTE);
        CompletableFuture<Boolean> passed = begin(throttle.join(), MEGABYTE);
        awaitWaiting(1);
        throttle.set(Rate.UNLIMITED);
        assertTrue(passed.get(1, TimeUnit.MINUTES));
    }

    @Test
    void givenOneWithManyRequests_thenAnotherOnePassesBehindItsFirst() throws Exception {
        Rate rate = new Rate(MEGABYTE);
        AtomicLong now = new AtomicLong();
        Throttle fair = new Throttle(rate, now::get);
        Throttle.Share busy = fair.join();
        Throttle.Share modest = fair.join();
        BlockingQueue<String> passed = new LinkedBlockingQueue<>();
        busy.count(MEGABYTE);
        for (int i = 0; i < 4; i++) {
            begin(busy, MEGABYTE).thenRun(() -> passed.add("busy"));
            awaitWaiting(fair, i + 1);
        }
        begin(modest, MEGABYTE).thenRun(() -> passed.add("modest"));
        awaitWaiting(fair, 5);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            now.addAndGet(TimeUnit.SECONDS.toNanos(1));
            fair.set(rate);
            order.add(passed.poll(1, TimeUnit.MINUTES));
        }
        assertEquals(List.of("busy", "modest", "busy", "busy", "busy"), order);
    }

    @Test
    void givenAnInterruptedCaller_thenItPassesNothingAndOthersGoOn() throws Exception {
        throttle.join().count(1_000_000 * MEGABYTE);
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            caller.complete(Thread.currentThread());
            try {
                throttle.join().take(MEGABYTE);
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        awaitWaiting(1);
        CompletableFuture<Boolean> next = begin(throttle.join(), MEGABYTE);
        awaitWaiting(2);
        caller.get(1, TimeUnit.MINUTES).interrupt();
        assertTrue(interrupted.get(1, TimeUnit.MINUTES));
        awaitWaiting(1);
        throttle.set(Rate.UNLIMITED);
        assertTrue(next.get(1, TimeUnit.MINUTES));
    }

    @Test
    void givenOneThatIsClosed_thenItsCallersWaitNoMore() throws Exception {
        throttle.join().count(1_000_000 * MEGABYTE);
        Throttle.Share share = throttle.join();
        CompletableFuture<Boolean> passed = begin(share, MEGABYTE);
        awaitWaiting(1);
        share.close();
        assertFalse(passed.get(1, TimeUnit.MINUTES));
        assertEquals(0, throttle.waiting());
    }
}
