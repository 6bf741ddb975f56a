package org.redoubt.journal.sqlite.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.redoubt.api.problem.RedoubtException;

/** The tables of the journal and their version. */
final class Schema {
    /** To be raised with every change of the tables, together with a way from the version before. */
    static final int VERSION = 1;

    /** "RDBT": tells a journal from any other database, and from a file that was cut to nothing. */
    private static final int APPLICATION = 0x52444254;

    private static final List<String> TABLES = List.of("""
            CREATE TABLE operation (
              id TEXT NOT NULL PRIMARY KEY,
              open INTEGER NOT NULL,
              document TEXT NOT NULL)""", """
            CREATE INDEX operation_open ON operation (id) WHERE open""", """
            CREATE TABLE attachment (
              operation TEXT NOT NULL REFERENCES operation ON DELETE CASCADE,
              name TEXT NOT NULL,
              content BLOB NOT NULL,
              PRIMARY KEY (operation, name))""", """
            CREATE TABLE step (
              operation TEXT NOT NULL REFERENCES operation ON DELETE CASCADE,
              number INTEGER NOT NULL,
              document TEXT NOT NULL,
              PRIMARY KEY (operation, number)) WITHOUT ROWID""", """
            CREATE TABLE progress (
              operation TEXT NOT NULL REFERENCES operation ON DELETE CASCADE,
              number INTEGER NOT NULL,
              content BLOB NOT NULL,
              PRIMARY KEY (operation, number))""", """
            CREATE TABLE resource (
              operation TEXT NOT NULL REFERENCES operation ON DELETE CASCADE,
              number INTEGER NOT NULL,
              document TEXT NOT NULL,
              PRIMARY KEY (operation, number)) WITHOUT ROWID""");

    private final Refusal refusal;

    Schema(Refusal refusal) {
        this.refusal = refusal;
    }

    /** Makes the tables of an empty database. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("BEGIN");
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("PRAGMA application_id = " + APPLICATION);
            statement.execute("PRAGMA user_version = " + VERSION);
            statement.execute("COMMIT");
        }
    }

    /** Refuses what is no sound journal of this version. */
    void check(Connection connection) throws SQLException, RedoubtException {
        if (!answer(connection, "application_id").equals(Integer.toString(APPLICATION))) {
            throw new RedoubtException(refusal.damaged("it is no journal of Redoubt"));
        }
        int version = Integer.parseInt(answer(connection, "user_version"));
        if (version > VERSION) {
            throw new RedoubtException(refusal.newer(version, VERSION));
        }
        String finding = answer(connection, "quick_check(1)");
        if (!finding.equals("ok")) {
            throw new RedoubtException(refusal.damaged(finding.lines().reduce((first, last) -> last).orElse("").strip()));
        }
    }

    private static String answer(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery("PRAGMA " + pragma)) {
            return result.next() ? result.getString(1) : "";
        }
    }
}
