package org.redoubt.journal.sqlite.group;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.journal.sqlite.database.JournalFile;
import org.redoubt.journal.sqlite.table.Writes;

/**
 * What the one thread does that writes: takes all that waits, writes it in one transaction, completes its stages. After a failure the
 * connection is opened anew, as nobody knows in what state it is.
 */
public final class GroupWriter implements Runnable {
    private static final Logger LOG = System.getLogger(GroupWriter.class.getName());

    private final JournalFile file;
    private final ChangeQueue queue;
    private Optional<Writes> writes = Optional.empty();
    private boolean failing;

    /**
     * A writer that has not begun.
     *
     * @param file what it writes to, opened with the first change
     * @param queue what it writes
     */
    public GroupWriter(JournalFile file, ChangeQueue queue) {
        this.file = file;
        this.queue = queue;
    }

    /** Ends when the queue is closed and everything in it has its answer. */
    @Override
    public void run() {
        for (List<Waiting> taken = queue.take(); !taken.isEmpty(); taken = queue.take()) {
            answer(taken);
        }
        disconnect();
    }

    private void answer(List<Waiting> taken) {
        try {
            write(taken).forEach(waiting -> waiting.stage().complete(null));
            failing = false;
        } catch (SQLException e) {
            fail(taken, file.refusal().of(e));
        } catch (RedoubtException e) {
            fail(taken, e);
        } catch (RuntimeException | Error e) {
            fail(taken, new RedoubtException(Problem.of(ProblemKind.INTERNAL, e), e));
        }
    }

    /** Writes what can be written and gives it back; the rest has been answered. */
    private List<Waiting> write(List<Waiting> taken) throws SQLException, RedoubtException {
        if (taken.stream().allMatch(waiting -> waiting.changes().isEmpty())) {
            return taken;
        }
        Writes connected = connected();
        file.requireSame();
        List<Waiting> sound = new ArrayList<>(taken.size());
        connected.begin();
        Group group = new Group(connected);
        for (Waiting waiting : taken) {
            Optional<OperationId> unknown = group.add(waiting.changes());
            if (unknown.isEmpty()) {
                sound.add(waiting);
            } else {
                waiting.stage().completeExceptionally(unknown(unknown.get()));
            }
        }
        group.write();
        connected.commit();
        return sound;
    }

    private static RedoubtException unknown(OperationId id) {
        return new RedoubtException(Problem.of(ProblemKind.INVALID, "Nothing can be recorded of the operation " + id
                + ", as it is not in the journal.").subject(id.value()));
    }

    private Writes connected() throws SQLException, RedoubtException {
        if (writes.isEmpty()) {
            writes = Optional.of(new Writes(file.connect()));
        }
        return writes.get();
    }

    /** Logs the first failure of a row; everybody who waits hears of each. */
    private void fail(List<Waiting> taken, RedoubtException reason) {
        disconnect();
        if (!failing) {
            LOG.log(Level.WARNING, reason.getMessage());
        }
        failing = true;
        taken.forEach(waiting -> waiting.stage().completeExceptionally(reason));
    }

    private void disconnect() {
        try {
            if (writes.isPresent()) {
                writes.get().close();
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "A connection that had failed could not be closed.", e);
        } finally {
            writes = Optional.empty();
        }
    }
}
