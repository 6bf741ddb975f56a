package org.redoubt.journal.sqlite.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.protection.OperationId;

/** Writes to the tables, on one connection and by one thread. */
public final class Writes implements AutoCloseable {
    private static final String UPSERT = "INSERT INTO %1$s (operation, %2$s, %3$s) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET %3$s = excluded.%3$s";

    private final Connection connection;
    private final PreparedStatement exists;
    private final PreparedStatement operation;
    private final PreparedStatement forget;
    private final PreparedStatement attachment;
    private final PreparedStatement step;
    private final PreparedStatement close;
    private final PreparedStatement progress;
    private final PreparedStatement resource;

    /**
     * Prepares all statements.
     *
     * @param connection which is closed with this
     */
    public Writes(Connection connection) throws SQLException {
        this.connection = connection;
        exists = connection.prepareStatement("SELECT 1 FROM operation WHERE id = ?");
        operation = connection.prepareStatement("INSERT INTO operation (id, open, document) VALUES (?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET open = excluded.open, document = excluded.document");
        forget = connection.prepareStatement("DELETE FROM operation WHERE id = ?");
        attachment = connection.prepareStatement(UPSERT.formatted("attachment", "name", "content"));
        step = connection.prepareStatement(UPSERT.formatted("step", "number", "document"));
        close = connection.prepareStatement("DELETE FROM step WHERE operation = ? AND number = ?");
        progress = connection.prepareStatement(UPSERT.formatted("progress", "number", "content"));
        resource = connection.prepareStatement(UPSERT.formatted("resource", "number", "document"));
    }

    /** Begins a transaction; nobody else can write until it ends. */
    public void begin() throws SQLException {
        execute("BEGIN IMMEDIATE");
    }

    /** Makes all that was written since {@link #begin} durable. */
    public void commit() throws SQLException {
        execute("COMMIT");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether an operation is recorded. */
    public boolean exists(OperationId id) throws SQLException {
        exists.setString(1, id.value());
        try (ResultSet result = exists.executeQuery()) {
            return result.next();
        }
    }

    /** Writes a change. What belongs to an operation goes with it when it is forgotten. */
    public void write(JournalChange change) throws SQLException {
        String id = change.operation().value();
        switch (change) {
            case JournalChange.OperationChanged it -> {
                operation.setString(1, id);
                operation.setInt(2, it.open() ? 1 : 0);
                operation.setString(3, it.document().toString());
                operation.executeUpdate();
            }
            case JournalChange.Forgotten it -> {
                forget.setString(1, id);
                forget.executeUpdate();
            }
            case JournalChange.Attached it -> {
                attachment.setString(1, id);
                attachment.setString(2, it.name());
                attachment.setBytes(3, it.content());
                attachment.executeUpdate();
            }
            case JournalChange.StepOpened it -> document(step, id, it.step(), it.document().toString());
            case JournalChange.StepClosed it -> {
                close.setString(1, id);
                close.setLong(2, it.step());
                close.executeUpdate();
            }
            case JournalChange.Progressed it -> {
                progress.setString(1, id);
                progress.setLong(2, it.segment());
                progress.setBytes(3, it.content());
                progress.executeUpdate();
            }
            case JournalChange.ResourceChanged it -> document(resource, id, it.resource(), it.document().toString());
        }
    }

    private static void document(PreparedStatement statement, String id, long number, String document) throws SQLException {
        statement.setString(1, id);
        statement.setLong(2, number);
        statement.setString(3, document);
        statement.executeUpdate();
    }

    /** Closes the connection, and undoes what was not committed. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
