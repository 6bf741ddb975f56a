package org.redoubt.journal.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.journal.Journal;
import org.redoubt.testkit.journal.JournalContract;

/** Keeps every promise of a journal. */
class SqliteJournalTest implements JournalContract {
    @TempDir
    Path home;

    private SqliteJournal journal;

    @Override
    public Journal emptyJournal() {
        journal = open();
        return journal;
    }

    @Override
    public Optional<Journal> reopenedJournal() {
        journal.close();
        journal = open();
        return Optional.of(journal);
    }

    private SqliteJournal open() {
        return new SqliteJournal(home.resolve("var/journal/journal.db"));
    }

    @Test
    void whereItWritesToMustNotBeFrozen() {
        assertEquals(List.of(home.resolve("var/journal")), emptyJournal().localPaths());
    }

    @AfterEach
    void close() {
        journal.close();
    }
}
