package org.redoubt.engine.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redoubt.api.protection.Hook;
import org.redoubt.engine.lattice.RunReport.Ending;

/** What happens when a run is stopped just as it ends. */
@Timeout(600)
class StopTest {
    /** If it could, what has been set going to end it would go on for ever. */
    @Test
    void aRunDoesNotEndWhileSomebodyIsStoppingIt() throws Exception {
        Dispatcher dispatcher = new Dispatcher(Integer.MAX_VALUE, 8);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<LatticeRun> known = new CompletableFuture<>();
        RunListener listener = new RunListener() {
            @Override
            public void stopping(Ending why) {
                letGo.countDown();
                await(ended);
                try {
                    known.join().done().toCompletableFuture().get(300, TimeUnit.MILLISECONDS);
                    over.set(true);
                } catch (TimeoutException asItShouldBe) {
                    over.set(false);
                } catch (InterruptedException | ExecutionException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void ended(int resource, Hook hook, HookState state, long nanos) {
                ended.countDown();
            }
        };
        LatticeRun run = dispatcher.start(RunSpec.of(Graphs.apart(1, EnumSet.of(Hook.MAIN)).compile(), (r, resource, hook) -> {
            running.countDown();
            await(letGo);
            return HookOutcome.DONE;
        }).withListener(listener));
        known.complete(run);
        await(running);
        try {
            run.cancel();
            assertEquals(Ending.CANCELLED, run.await().ending());
            assertFalse(over.get());
        } finally {
            dispatcher.close();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
