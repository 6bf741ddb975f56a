/**
 * The tables: what is written to them and read from them.
 */
package org.redoubt.journal.sqlite.table;
