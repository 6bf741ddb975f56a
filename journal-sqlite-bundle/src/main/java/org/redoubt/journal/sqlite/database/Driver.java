package org.redoubt.journal.sqlite.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.jdbc4.JDBC4Connection;

/** Opens connections, past the driver manager of Java: that one would keep this bundle's classes for ever. */
final class Driver {
    /** How long somebody who looks at the file with a tool may lock it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Driver() {
    }

    /** A connection to a file that is there. The native library has been loaded. */
    static Connection open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        // A plain name would be cut at a question mark.
        String uri = file.toUri().toString();
        return new JDBC4Connection("jdbc:sqlite:" + uri, uri, config.toProperties());
    }
}
