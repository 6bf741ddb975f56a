/**
 * The file of the journal: where it is, who may use it, and what is wrong with it.
 */
package org.redoubt.journal.sqlite.database;
