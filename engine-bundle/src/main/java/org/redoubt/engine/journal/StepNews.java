package org.redoubt.engine.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.redoubt.api.journal.JournalChange;

/**
 * What becomes of the steps of an operation, on its way to the journal. What could not be recorded goes along, in one list, with what is
 * recorded of the operation as a whole: so the end of an operation is never recorded without what its steps have come to. Thread-safe.
 */
final class StepNews {
    private final Function<List<JournalChange>, CompletionStage<Void>> journal;
    private final Map<Long, News> latest = new ConcurrentHashMap<>();
    /** Shared by all who tell something new, and not by who tells it once more, so that what is older never replaces what is newer. */
    private final ReentrantReadWriteLock order = new ReentrantReadWriteLock();

    private record News(JournalChange change, CompletableFuture<Void> recorded) {
        boolean isLost() {
            return recorded.isCompletedExceptionally();
        }
    }

    /** @param journal records a list */
    StepNews(Function<List<JournalChange>, CompletionStage<Void>> journal) {
        this.journal = journal;
    }

    /** Hands over what is new of one step. */
    void tell(long step, JournalChange change) {
        order.readLock().lock();
        try {
            News news = new News(change, journal.apply(List.of(change)).toCompletableFuture());
            latest.put(step, news);
            news.recorded().thenRun(() -> latest.remove(step, news));
        } finally {
            order.readLock().unlock();
        }
    }

    /** Whether something could not be recorded. */
    boolean isBehind() {
        return latest.values().stream().anyMatch(News::isLost);
    }

    /** Waits until it is known of everything that was handed over whether it is recorded. */
    void await() {
        latest.values().forEach(news -> news.recorded().handle((done, failed) -> failed).join());
    }

    /** Hands over changes, and before them what could not be recorded of steps. */
    CompletionStage<Void> recordWith(List<JournalChange> changes) {
        order.writeLock().lock();
        try {
            Map<Long, News> lost = new HashMap<>(latest);
            lost.values().removeIf(news -> !news.isLost());
            List<JournalChange> all = new ArrayList<>(lost.values().stream().map(News::change).toList());
            all.addAll(changes);
            return journal.apply(all).thenRun(() -> lost.forEach(latest::remove));
        } finally {
            order.writeLock().unlock();
        }
    }
}
