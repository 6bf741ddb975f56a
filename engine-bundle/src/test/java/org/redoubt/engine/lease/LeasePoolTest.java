package org.redoubt.engine.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

class LeasePoolTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Shutdown shutdown = new Shutdown();
    private final Leases leases = new Leases(shutdown, new LeaseTimes(LONG, LONG));
    private final LeasePool<String> pool = leases.pool();
    private final AtomicInteger uses = new AtomicInteger();

    @Test
    void givenAService_thenItIsMadeAtTheFirstLeaseAndGivenBackWhenItLeaves() throws Exception {
        pool.add(offer(1, 7), counted("s"));
        assertEquals(0, uses.get());
        Lease<String> lease = pool.lease(1);
        assertEquals("s", lease.service());
        assertEquals(1, pool.list().getFirst().leases());
        lease.close();
        lease.close();
        assertEquals(1, uses.get(), "the service is kept between two operations");
        pool.remove(1);
        assertEquals(0, uses.get());
        assertEquals(List.of(), pool.list());
        assertThrows(IllegalStateException.class, lease::service);
        assertEquals(ProblemKind.UNAVAILABLE, assertThrows(RedoubtException.class, () -> pool.lease(1)).kind());
    }

    @Test
    void givenALeaseThatEnds_thenWhoWaitsForAChangeIsNotWoken() throws Exception {
        pool.add(offer(1, 7), counted("s"));
        long seen = leases.generation();
        pool.lease(1).close();
        assertEquals(seen, leases.generation(), "who leases a service to look at it would have to look again, for ever");
        pool.modify(offer(1, 7));
        assertEquals(seen + 1, leases.generation());
    }

    @Test
    void givenAServiceThatLeaves_thenItWaitsForItsLeaseAndNobodyGetsItAnyMore() throws Exception {
        pool.add(offer(1, 7), counted("s"));
        Lease<String> lease = pool.lease(1);
        CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> pool.remove(1));
        awaitDraining();
        assertTrue(lease.draining());
        assertEquals("s", lease.service());
        assertThrows(RedoubtException.class, () -> pool.lease(1));
        assertFalse(gone.isDone());
        lease.close();
        gone.get(1, TimeUnit.MINUTES);
        assertEquals(0, uses.get());
    }

    @Test
    void givenAServiceThatWaits_thenAnotherOneIsAddedAndUsedMeanwhile() throws Exception {
        pool.add(offer(1, 7), counted("old"));
        Lease<String> lease = pool.lease(1);
        CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> pool.remove(1));
        awaitDraining();
        pool.add(offer(2, 8), counted("new"));
        try (Lease<String> fresh = pool.lease(2)) {
            assertEquals("new", fresh.service());
        }
        lease.close();
        gone.get(1, TimeUnit.MINUTES);
    }

    @Test
    void givenALeaseThatStaysOpen_thenItsHolderMayUseTheServiceALastTime() throws Exception {
        Leases hurried = new Leases(shutdown, new LeaseTimes(Duration.ZERO, LONG));
        LeasePool<String> departing = hurried.pool();
        departing.add(offer(1, 7), counted("s"));
        Lease<String> lease = departing.lease(1);
        CompletableFuture<String> last = new CompletableFuture<>();
        lease.onAbandoned(() -> {
            last.complete(lease.service());
            lease.close();
        });
        departing.remove(1);
        assertEquals("s", last.getNow("not called"));
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        lease.onAbandoned(() -> late.complete(true));
        assertTrue(late.getNow(false), "a holder that comes too late is told at once");
    }

    @Test
    void givenAHolderThatHangs_thenTheServiceLeavesAfterABoundedTime() throws Exception {
        Leases hurried = new Leases(shutdown, new LeaseTimes(Duration.ZERO, Duration.ofMillis(100)));
        LeasePool<String> departing = hurried.pool();
        departing.add(offer(1, 7), counted("s"));
        CountDownLatch never = new CountDownLatch(1);
        Lease<String> lease = departing.lease(1);
        lease.onAbandoned(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertFalse(lease.gone());
        departing.remove(1);
        assertEquals(List.of(), departing.list());
        assertTrue(lease.gone(), "whoever holds it is told not to call it any more");
        never.countDown();
    }

    @Test
    void givenAHolderThatIsTakingBackWhatItDid_thenTheServiceWaitsForItsLease() throws Exception {
        Leases hurried = new Leases(shutdown, new LeaseTimes(Duration.ZERO, LONG));
        LeasePool<String> departing = hurried.pool();
        departing.add(offer(1, 7), counted("s"));
        Lease<String> lease = departing.lease(1);
        CompletableFuture<Void> told = new CompletableFuture<>();
        lease.onAbandoned(() -> told.complete(null));
        CompletableFuture<String> last = told.thenApplyAsync(now -> {
            String service = lease.gone() ? "gone" : lease.service();
            lease.close();
            return service;
        });
        departing.remove(1);
        assertEquals("s", last.get(1, TimeUnit.MINUTES));
    }

    @Test
    void givenAFrameworkThatStops_thenAServiceThatLeavesWaitsForNobody() throws Exception {
        pool.add(offer(1, 7), counted("s"));
        pool.add(offer(2, 8), counted("t"));
        Lease<String> lease = pool.lease(1);
        pool.lease(2);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> pool.remove(1));
        awaitDraining();
        shutdown.begin();
        waiting.get(1, TimeUnit.MINUTES);
        pool.remove(2);
        assertEquals("s", lease.service(), "the holder has it until it closes the lease");
    }

    @Test
    void givenADrain_thenItEndsWithTheLastLeaseOfTheBundleInAllPools() throws Exception {
        LeasePool<String> other = leases.pool();
        pool.add(offer(1, 7), counted("s"));
        other.add(offer(2, 7), counted("t"));
        Lease<String> one = pool.lease(1);
        Lease<String> two = other.lease(2);
        CompletableFuture<Boolean> drained = leases.drain(7, LONG).toCompletableFuture();
        assertTrue(pool.list().getFirst().draining());
        one.close();
        assertFalse(drained.isDone());
        two.close();
        assertTrue(drained.get(1, TimeUnit.MINUTES));
        leases.undrain(7);
        assertFalse(pool.list().getFirst().draining());
    }

    @Test
    void givenADrainWhoseGraceIsOver_thenItSaysSo() throws Exception {
        pool.add(offer(1, 7), counted("s"));
        pool.lease(1);
        assertFalse(leases.drain(7, Duration.ofMillis(1)).toCompletableFuture().get(1, TimeUnit.MINUTES));
        assertTrue(pool.list().getFirst().draining(), "it goes on draining");
    }

    @Test
    void givenABundleThatWasDrainedAndComesBack_thenItIsUsedAgain() throws Exception {
        pool.add(offer(1, 7), counted("s"));
        leases.drain(7, LONG).toCompletableFuture().get(1, TimeUnit.MINUTES);
        pool.remove(1);
        pool.add(offer(2, 7), counted("s"));
        assertFalse(pool.list().getFirst().draining());
    }

    @Test
    void givenAServiceThatCannotBeMade_thenTheReasonIsToldAndNothingIsLeased() throws Exception {
        pool.add(offer(1, 7), new ServiceSource<>() {
            @Override
            public String get() throws RedoubtException {
                throw new RedoubtException(Problem.of(ProblemKind.PLUGIN, "There is no disk."));
            }

            @Override
            public void unget() {
                uses.decrementAndGet();
            }
        });
        assertEquals("There is no disk.", assertThrows(RedoubtException.class, () -> pool.lease(1)).problem().message());
        assertEquals(0, pool.list().getFirst().leases());
        assertEquals(0, uses.get());
    }

    private void awaitDraining() throws InterruptedException {
        long seen = leases.generation();
        while (pool.list().stream().noneMatch(LeasePool.Listed::draining)) {
            leases.awaitChange(seen, TimeUnit.SECONDS.toNanos(1));
            seen = leases.generation();
        }
    }

    private static Offer offer(long serviceId, long bundleId) {
        return new Offer(Map.of(), "bundle" + bundleId, new Version(1, 0, 0), bundleId, serviceId, 0);
    }

    private ServiceSource<String> counted(String object) {
        return new ServiceSource<>() {
            private int open;

            @Override
            public synchronized String get() {
                if (open++ == 0) {
                    uses.incrementAndGet();
                }
                return object;
            }

            @Override
            public synchronized void unget() {
                if (--open == 0) {
                    uses.decrementAndGet();
                }
            }
        };
    }
}
