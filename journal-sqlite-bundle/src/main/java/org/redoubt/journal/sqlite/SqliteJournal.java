package org.redoubt.journal.sqlite;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.journal.sqlite.database.JournalFile;
import org.redoubt.journal.sqlite.group.ChangeQueue;
import org.redoubt.journal.sqlite.group.GroupWriter;

/** A journal in one file, which is opened with the first call that needs it. */
public final class SqliteJournal implements Journal, AutoCloseable {
    private static final Logger LOG = System.getLogger(SqliteJournal.class.getName());
    private static final Duration LAST_WRITES = Duration.ofSeconds(30);
    private static final long MOST_WAITING = 256L << 20;

    private final JournalFile file;
    private final ChangeQueue queue;
    private final Reader reader;
    private final Thread writer;

    /** A journal that may keep an eighth of the heap waiting for its disk, and never more than 256 MiB. */
    public SqliteJournal(Path path) {
        this(path, Math.min(MOST_WAITING, Runtime.getRuntime().maxMemory() / 8));
    }

    /**
     * A journal.
     *
     * @param path the file, absolute
     * @param bound how many bytes may wait to be written
     */
    public SqliteJournal(Path path, long bound) {
        file = new JournalFile(path);
        queue = new ChangeQueue(bound);
        reader = new Reader(file);
        writer = Thread.ofPlatform().name("redoubt-journal").daemon().start(new GroupWriter(file, queue));
    }

    @Override
    public CompletionStage<Void> record(List<JournalChange> changes) {
        return queue.offer(changes);
    }

    @Override
    public List<JournalEntry> list(boolean openOnly, int limit) throws RedoubtException {
        if (limit < 1) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "A list has at least one operation, not " + limit + "."));
        }
        return reader.read(List.of(), tables -> tables.operations(openOnly, limit));
    }

    @Override
    public Optional<JournalEntry> find(OperationId operation) throws RedoubtException {
        return reader.read(Optional.empty(), tables -> tables.operation(operation));
    }

    @Override
    public Optional<byte[]> attachment(OperationId operation, String name) throws RedoubtException {
        return reader.read(Optional.empty(), tables -> tables.attachment(operation, name));
    }

    @Override
    public Map<Long, JsonObject> steps(OperationId operation) throws RedoubtException {
        return reader.read(Map.of(), tables -> tables.steps(operation));
    }

    @Override
    public Map<Integer, byte[]> progress(OperationId operation) throws RedoubtException {
        return reader.read(Map.of(), tables -> tables.progress(operation));
    }

    @Override
    public Map<Integer, JsonObject> resources(OperationId operation) throws RedoubtException {
        return reader.read(Map.of(), tables -> tables.resources(operation));
    }

    @Override
    public List<Path> localPaths() {
        return List.of(file.directory());
    }

    /**
     * Writes what waits and closes the file. The last connection that is closed takes the write-ahead log into the database. A disk
     * that does not answer is given up after {@link #LAST_WRITES}.
     */
    @Override
    public void close() {
        reader.close();
        queue.close();
        try {
            if (writer.join(LAST_WRITES)) {
                file.close();
            } else {
                LOG.log(Level.WARNING, "The disk of the journal does not answer; what still waits for it may be lost.");
            }
        } catch (InterruptedException e) {
            // The writer ends by itself; the right to use the file is given back with the process.
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The lock of the journal could not be given back.", e);
        }
    }
}
