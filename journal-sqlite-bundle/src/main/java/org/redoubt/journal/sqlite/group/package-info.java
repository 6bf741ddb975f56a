/**
 * What many callers hand over becomes durable together: a queue, and the one thread that writes what waits in it.
 */
package org.redoubt.journal.sqlite.group;
