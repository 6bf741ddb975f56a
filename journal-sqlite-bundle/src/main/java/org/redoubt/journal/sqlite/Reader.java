package org.redoubt.journal.sqlite;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.journal.sqlite.database.JournalFile;
import org.redoubt.journal.sqlite.table.Reads;

/**
 * Reads on one thread with a connection of its own. Callers wait for it, interrupted or not: to open the file is no work for
 * a thread that may be interrupted.
 */
final class Reader implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Reader.class.getName());

    /** One reading of the tables. */
    interface Query<T> {
        T of(Reads tables) throws SQLException, JsonException;
    }

    private final JournalFile file;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("redoubt-journal-reader").daemon().factory());
    private Optional<Reads> reads = Optional.empty();

    Reader(JournalFile file) {
        this.file = file;
    }

    /** Reads, or gives what an empty journal has where there has never been one: to look for something makes none. */
    <T> T read(T nothing, Query<T> query) throws RedoubtException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> answer(answer, nothing, query));
        } catch (RejectedExecutionException e) {
            throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE, "The journal is closed, as its runtime or its bundle stops.")
                    .hint("Try again when it is there again."), e);
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RedoubtException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    private <T> void answer(CompletableFuture<T> answer, T nothing, Query<T> query) {
        try {
            answer.complete(file.untouched() ? nothing : query.of(connected()));
        } catch (SQLException e) {
            fail(answer, file.refusal().of(e));
        } catch (JsonException e) {
            fail(answer, new RedoubtException(file.refusal().damaged("a document in it is no JSON"), e));
        } catch (RedoubtException | RuntimeException | Error e) {
            fail(answer, e);
        }
    }

    private Reads connected() throws SQLException, RedoubtException {
        if (reads.isEmpty()) {
            reads = Optional.of(new Reads(file.connect()));
        }
        return reads.get();
    }

    private void fail(CompletableFuture<?> answer, Throwable reason) {
        disconnect();
        answer.completeExceptionally(reason);
    }

    private void disconnect() {
        try {
            if (reads.isPresent()) {
                reads.get().close();
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "A connection for reading could not be closed.", e);
        } finally {
            reads = Optional.empty();
        }
    }

    /** Ends when everybody who asked before has an answer. */
    @Override
    public void close() {
        if (!thread.isShutdown()) {
            thread.execute(this::disconnect);
            thread.close();
        }
    }
}
