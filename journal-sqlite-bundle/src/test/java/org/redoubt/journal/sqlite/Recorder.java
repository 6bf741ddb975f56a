package org.redoubt.journal.sqlite;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A process that records steps without end and prints the number of each as soon as it is acknowledged. */
final class Recorder {
    private static final int AT_ONCE = 100;

    private Recorder() {
    }

    public static void main(String[] arguments) throws Exception {
        SqliteJournal journal = new Place(Path.of(arguments[0])).open();
        journal.record(List.of(Place.operation())).toCompletableFuture().get();
        Semaphore running = new Semaphore(AT_ONCE);
        for (long number = 0;; number++) {
            long mine = number;
            running.acquire();
            journal.record(List.of(Place.step(number))).whenComplete((done, thrown) -> {
                System.out.println(thrown == null ? Long.toString(mine) : thrown.toString());
                running.release();
            });
        }
    }
}
