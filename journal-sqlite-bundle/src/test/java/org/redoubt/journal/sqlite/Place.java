package org.redoubt.journal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;

/** A directory with a journal, and what tests do to it. */
record Place(Path directory) {
    static final OperationId ID = new OperationId("0190a000-0000-7000-8000-000000000001");

    Path file() {
        return directory.resolve("journal.db");
    }

    SqliteJournal open() {
        return new SqliteJournal(file());
    }

    /** A closed journal with one operation that has one open step. */
    Place begun() throws Exception {
        try (SqliteJournal journal = open()) {
            await(journal.record(List.of(operation(), step(1))));
        }
        return this;
    }

    static JournalChange operation() {
        return new JournalChange.OperationChanged(ID, true, JsonObject.empty());
    }

    static JournalChange step(long number) {
        return new JournalChange.StepOpened(ID, number, JsonObject.builder().put("number", number).build());
    }

    static void await(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(120, TimeUnit.SECONDS);
    }

    /** What is wrong, which reading and recording agree on. */
    static Problem refusal(Journal journal) {
        Problem problem = assertThrows(RedoubtException.class, () -> journal.steps(ID)).problem();
        assertEquals(problem, refusal(journal.record(List.of(step(2)))));
        return problem;
    }

    static Problem refusal(CompletionStage<Void> stage) {
        CompletionException thrown = assertThrows(CompletionException.class, () -> stage.toCompletableFuture().join());
        return assertInstanceOf(RedoubtException.class, thrown.getCause()).problem();
    }

    static void assertKind(ProblemKind kind, Problem problem) {
        assertEquals(kind, problem.kind(), problem::toString);
    }

    /** Another program that has the file open, as the tool {@code sqlite3} does. */
    Connection tool() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    /** Changes the file as somebody with a tool. */
    void change(String sql) throws SQLException {
        try (Connection connection = tool(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of what a tool shows. */
    List<String> show(String sql) throws SQLException {
        List<String> shown = new ArrayList<>();
        try (Connection connection = tool(); Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                shown.add(row.getString(1));
            }
        }
        return shown;
    }
}
