package org.redoubt.api.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;

/**
 * A journal that hands each question to another one, which may be a different one each time. A subclass says which it is, and
 * how it records. As thread-safe as {@link #call}.
 */
public abstract class ForwardingJournal implements Journal {
    /** For subclasses. */
    protected ForwardingJournal() {
    }

    /** One question. */
    @FunctionalInterface
    protected interface Call<T> {
        /**
         * Asks it.
         *
         * @param journal whom
         * @return the answer
         * @throws RedoubtException what the question ends with
         */
        T on(Journal journal) throws RedoubtException;
    }

    /**
     * Asks a question of the journal that is there now.
     *
     * @param call the question
     * @return the answer
     * @throws RedoubtException if there is no journal, or by the question
     */
    protected abstract <T> T call(Call<T> call) throws RedoubtException;

    @Override
    public List<JournalEntry> list(boolean openOnly, int limit) throws RedoubtException {
        return call(journal -> journal.list(openOnly, limit));
    }

    @Override
    public Optional<JournalEntry> find(OperationId operation) throws RedoubtException {
        return call(journal -> journal.find(operation));
    }

    @Override
    public Optional<byte[]> attachment(OperationId operation, String name) throws RedoubtException {
        return call(journal -> journal.attachment(operation, name));
    }

    @Override
    public Map<Long, JsonObject> steps(OperationId operation) throws RedoubtException {
        return call(journal -> journal.steps(operation));
    }

    @Override
    public Map<Integer, byte[]> progress(OperationId operation) throws RedoubtException {
        return call(journal -> journal.progress(operation));
    }

    @Override
    public Map<Integer, JsonObject> resources(OperationId operation) throws RedoubtException {
        return call(journal -> journal.resources(operation));
    }

    /** None while there is no journal. */
    @Override
    public List<Path> localPaths() {
        try {
            return call(Journal::localPaths);
        } catch (RedoubtException away) {
            return List.of();
        }
    }
}
