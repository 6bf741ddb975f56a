package org.redoubt.testkit.journal;

import java.util.Optional;
import org.redoubt.api.journal.Journal;

/** What the suite asks of the author of a journal. */
public interface JournalUnderTest {

    /**
     * A journal that nothing has been recorded in. Called once by each test.
     *
     * @return the journal
     * @throws Exception if there is none; the test then fails
     */
    Journal emptyJournal() throws Exception;

    /**
     * Ends the journal of this test, as at the end of a runtime, and opens it once more.
     *
     * @return what a later runtime gets; nothing if this journal ends with its process, and what needs that is then left out
     * @throws Exception if it cannot be opened; the test then fails
     */
    default Optional<Journal> reopenedJournal() throws Exception {
        return Optional.empty();
    }
}
