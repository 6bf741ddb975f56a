package org.redoubt.journal.sqlite.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;
import org.redoubt.journal.sqlite.SqliteJournal;

/** What SQLite is told decides what a loss of power may take; a process that is killed does not show it. */
class DriverTest {
    private static final OperationId OPERATION = new OperationId("01900000-0000-7000-8000-000000000001");

    @TempDir
    private Path home;

    @Test
    void everyCommitIsSynchronizedToTheLogThatIsWrittenAhead() throws Exception {
        Path file = home.resolve("journal.db");
        try (SqliteJournal journal = new SqliteJournal(file)) {
            journal.record(List.of(new JournalChange.OperationChanged(OPERATION, true, JsonObject.empty()))).toCompletableFuture().join();
            try (Connection connection = Driver.open(file); Statement statement = connection.createStatement()) {
                assertEquals("2", statement.executeQuery("PRAGMA synchronous").getString(1));
                assertEquals("wal", statement.executeQuery("PRAGMA journal_mode").getString(1));
            }
        }
    }
}
