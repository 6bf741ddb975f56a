package org.redoubt.testkit.journal;

/**
 * The suite that every {@link org.redoubt.api.journal.Journal} has to pass. A journal's author writes a JUnit Jupiter class that
 * implements this interface:
 *
 * <pre>{@code
 * class MyJournalTest implements JournalContract {
 *     @TempDir Path directory;
 *
 *     public Journal emptyJournal() {
 *         return new MyJournal(directory);
 *     }
 * }
 * }</pre>
 *
 * Every sentence of the contract has its tests in one of the parts that this interface is made of.
 */
public interface JournalContract extends RecordContract, ReadContract, OrderContract, CallerContract {
}
