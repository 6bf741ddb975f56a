/**
 * The journal of operations in a database of SQLite.
 *
 * <p>Callers put lists of changes into a queue and get a stage. One thread takes all that waits, keeps of several changes under one
 * key the last, writes the rest in one transaction and completes the stages: the more callers wait for the disk, the more of them
 * share its next synchronization. Another thread with a connection of its own reads. No caller touches the database itself.
 *
 * <p>The file has the tables {@code operation}, {@code attachment}, {@code step}, {@code progress} and {@code resource}, which can be
 * read with the tool {@code sqlite3}, also while a runtime uses them. A write-ahead log and {@code synchronous=FULL} make each
 * commit survive a power cut.
 *
 * <p>A failure belongs to the lists of its transaction and to nothing else. After it the connection is opened anew, so the journal goes
 * on when there is space again. A file that is damaged, gone, or of a newer version is never replaced: every call says what is wrong
 * until it has been mended.
 */
package org.redoubt.journal.sqlite;
