package org.redoubt.journal.sqlite.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/** Opens connections, past the driver manager of Java: that one would keep this bundle's classes for ever. */
final class Driver {
    private static final String LIBRARY = "sqlitejdbc";
    /** How long somebody who looks at the file with a tool may lock it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Driver() {
    }

    /** A connection to a file that is there. */
    static Connection open(Path file) throws SQLException, RedoubtException {
        loadLibrary();
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        // A plain name would be cut at a question mark.
        String uri = file.toUri().toString();
        return new JDBC4Connection("jdbc:sqlite:" + uri, uri, config.toProperties());
    }

    /** Asks the framework first, which has the library of this bundle; without a framework the driver finds its own. */
    private static void loadLibrary() throws RedoubtException {
        try {
            System.loadLibrary(LIBRARY);
        } catch (UnsatisfiedLinkError refusal) {
            if (Driver.class.getResource("/org/sqlite/native") == null) {
                throw new RedoubtException(Problem.of(ProblemKind.UNSUPPORTED, "The journal needs the native library of SQLite, which cannot be "
                        + "loaded here: " + refusal.getMessage() + ".").hint("The framework unpacks it into its own storage, which must not be mounted "
                        + "noexec; there is one for Linux (glibc) and macOS on x86-64 and aarch64."), refusal);
            }
        }
    }
}
