package org.redoubt.journal.sqlite.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says in one sentence what is wrong with the file of a journal, and in another what to do. */
public final class Refusal {
    private static final long NEXT_TO_NOTHING = 256 << 10;

    private final Path file;

    Refusal(Path file) {
        this.file = file;
    }

    /** What an exception of the driver means. */
    public RedoubtException of(SQLException thrown) {
        SQLiteErrorCode code = thrown instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        Problem problem = switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
            case SQLITE_FULL -> full();
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT -> damaged("SQLite finds no sound database in it (" + code.name() + ")");
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> problem(ProblemKind.UNAVAILABLE, "is locked by another program",
                    "End what reads or changes it, such as a sqlite3 shell with an open transaction.");
            case SQLITE_IOERR, SQLITE_CANTOPEN -> outOfSpace() ? full() : problem(ProblemKind.UNAVAILABLE,
                    "cannot be used, as its disk or directory gives errors (" + code.name() + ")",
                    "See whether its file system is mounted and the disk sound; what is recorded after that is kept.");
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> denied();
            default -> problem(ProblemKind.UNAVAILABLE, "does not work: " + thrown.getMessage(), "Restart the runtime.");
        };
        return new RedoubtException(problem, thrown);
    }

    /** What an exception of the file system means. */
    RedoubtException of(IOException thrown) {
        Problem problem = thrown instanceof AccessDeniedException ? denied() : outOfSpace() ? full() : problem(ProblemKind.UNAVAILABLE,
                "cannot be opened: " + thrown.getClass().getSimpleName() + " " + thrown.getMessage(), "See whether its directory can be written.");
        return new RedoubtException(problem, thrown);
    }

    /** The file is not what was written. */
    public Problem damaged(String how) {
        Path name = file.getFileName();
        return problem(ProblemKind.DAMAGED, "is damaged: " + how, "Stop the runtime and put a sound copy back, or move " + name + ", " + name + "-wal and "
                + name + "-shm away so that a new journal begins; then nothing of what the old one says is open is taken back or resumed, and "
                + "`sqlite3 " + name + " .recover` shows what that was.");
    }

    Problem newer(int found, int known) {
        return problem(ProblemKind.UNSUPPORTED, "has version " + found + ", and this runtime knows versions up to " + known,
                "Use the newer runtime that has written it.");
    }

    Problem used() {
        return problem(ProblemKind.UNAVAILABLE, "is in use by another runtime", "Stop that one, or use another home.");
    }

    private Problem full() {
        return problem(ProblemKind.FULL, "cannot be written, as its file system is full", "Free some space there; what is recorded after that is kept.");
    }

    private Problem denied() {
        return problem(ProblemKind.DENIED, "may not be written", "See to whom its directory belongs, and whether the file system is mounted read-only.");
    }

    private Problem problem(ProblemKind kind, String what, String hint) {
        return Problem.of(kind, "The journal " + file + " " + what + ".").hint(hint);
    }

    private boolean outOfSpace() {
        try {
            return Files.getFileStore(file.getParent()).getUsableSpace() < NEXT_TO_NOTHING;
        } catch (IOException unknown) {
            return false;
        }
    }
}
