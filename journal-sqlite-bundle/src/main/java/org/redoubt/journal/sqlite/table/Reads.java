package org.redoubt.journal.sqlite.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.redoubt.api.journal.JournalEntry;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;

/** Reads the tables, on one connection and by one thread. Each method is one statement, so it sees one state of the journal. */
public final class Reads implements AutoCloseable {
    private final Connection connection;

    /**
     * Reads by a connection, which can then do nothing else.
     *
     * @param connection which is closed with this
     */
    public Reads(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = 1");
        }
    }

    /** Operations, the newest first. */
    public List<JournalEntry> operations(boolean openOnly, int limit) throws SQLException, JsonException {
        return entries("SELECT id, open, document FROM operation" + (openOnly ? " WHERE open" : "") + " ORDER BY id DESC LIMIT ?", limit);
    }

    /** An operation. */
    public Optional<JournalEntry> operation(OperationId id) throws SQLException, JsonException {
        return entries("SELECT id, open, document FROM operation WHERE id = ?", id.value()).stream().findFirst();
    }

    private List<JournalEntry> entries(String sql, Object parameter) throws SQLException, JsonException {
        List<JournalEntry> entries = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    entries.add(new JournalEntry(new OperationId(row.getString(1)), row.getBoolean(2), Json.parseObject(row.getString(3))));
                }
            }
        }
        return entries;
    }

    /** What was attached under a name. */
    public Optional<byte[]> attachment(OperationId operation, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT content FROM attachment WHERE operation = ? AND name = ?")) {
            select.setString(1, operation.value());
            select.setString(2, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(content(row, 1)) : Optional.empty();
            }
        }
    }

    /** Open steps by their numbers. */
    public Map<Long, JsonObject> steps(OperationId operation) throws SQLException, JsonException {
        return documents("step", operation, Long::valueOf);
    }

    /** Resources by their numbers. */
    public Map<Integer, JsonObject> resources(OperationId operation) throws SQLException, JsonException {
        return documents("resource", operation, Long::intValue);
    }

    private <K> Map<K, JsonObject> documents(String table, OperationId operation, Function<Long, K> key) throws SQLException, JsonException {
        Map<K, JsonObject> documents = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT number, document FROM " + table + " WHERE operation = ? ORDER BY number")) {
            select.setString(1, operation.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    documents.put(key.apply(row.getLong(1)), Json.parseObject(row.getString(2)));
                }
            }
        }
        return documents;
    }

    /** Segments of progress by their numbers. */
    public Map<Integer, byte[]> progress(OperationId operation) throws SQLException {
        Map<Integer, byte[]> segments = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT number, content FROM progress WHERE operation = ? ORDER BY number")) {
            select.setString(1, operation.value());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    segments.put(row.getInt(1), content(row, 2));
                }
            }
        }
        return segments;
    }

    /** The driver gives nothing for a content of no bytes. */
    private static byte[] content(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getBytes(column)).orElseGet(() -> new byte[0]);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
