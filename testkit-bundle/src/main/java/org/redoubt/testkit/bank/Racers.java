package org.redoubt.testkit.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Threads that do something at the same time. */
final class Racers implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    <T> Future<T> start(Callable<T> work) {
        return threads.submit(work);
    }

    /** Lets that many threads loose at one moment and gives what each of them brought, in order. */
    <T> List<T> race(int count, IntFunction<Callable<T>> work) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(count);
        List<Future<T>> running = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Callable<T> mine = work.apply(i);
            running.add(start(() -> {
                barrier.await();
                return mine.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> each : running) {
            results.add(each.get());
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
