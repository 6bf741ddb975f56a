package org.redoubt.testkit.journal;

import org.redoubt.api.journal.Journal;

/** The reference keeps every promise. */
class MemoryJournalTest implements JournalContract {
    @Override
    public Journal emptyJournal() {
        return new MemoryJournal();
    }
}
