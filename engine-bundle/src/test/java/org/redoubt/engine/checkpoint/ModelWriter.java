package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.VaultSession;

/** Somebody in a model who protects, volume by volume, and takes as long as it pleases. */
final class ModelWriter {
    private final CheckpointId id;
    private final Expectation expected;
    private final boolean stands;
    private final ModelProcess process;
    private final CheckpointDraft draft;
    private final VaultSession session;
    private final Deque<Resource> left;
    private boolean doubted;

    /**
     * @param process ended with this
     * @param expected what will be there when it has come to its end
     * @param stands whether others may take it for dead
     */
    ModelWriter(ModelProcess process, CheckpointId id, Expectation expected, boolean stands) throws RedoubtException {
        this.process = process;
        this.id = id;
        this.expected = expected;
        this.stands = stands;
        this.left = new ArrayDeque<>(expected.content().keySet());
        this.draft = process.store().begin(Sample.start(id));
        this.session = process.writing(id);
    }

    CheckpointId id() {
        return id;
    }

    Expectation expected() {
        return expected;
    }

    boolean stands() {
        return stands;
    }

    /** Somebody takes it for dead, and may end it. */
    void doubt() {
        doubted = true;
    }

    /** Writes the next volume; whether nobody has ended it before. */
    boolean goOn() throws RedoubtException {
        try {
            if (!left.isEmpty()) {
                write(left.removeFirst());
            }
            return true;
        } catch (RedoubtException ended) {
            end();
            checkDoubted(ended);
            return false;
        }
    }

    private void write(Resource volume) throws RedoubtException {
        try (DataWriter writer = draft.section(volume, session).create("content", DataHints.none())) {
            writer.write(0, ByteBuffer.wrap(expected.content().get(volume)));
            writer.commit();
        }
    }

    /** Writes the rest; whether it counts, which it does not if somebody has ended it before. */
    boolean commit() throws RedoubtException {
        while (!left.isEmpty()) {
            write(left.removeFirst());
        }
        draft.section(Sample.SERVER, session).put("description", JsonObject.empty());
        return draft.commit(session, Result.of(Sample.records(), Optional.empty()));
    }

    /** Comes to its end; whether it counts, which it does unless somebody took it for dead. */
    boolean finish() throws RedoubtException {
        try {
            boolean whole = commit();
            assertTrue(whole || doubted, "it was ended, and it lives");
            return whole;
        } catch (RedoubtException ended) {
            checkDoubted(ended);
            return false;
        } finally {
            end();
        }
    }

    private void checkDoubted(RedoubtException ended) throws RedoubtException {
        if (!doubted) {
            throw ended;
        }
    }

    void end() {
        session.close();
        process.close();
    }
}
