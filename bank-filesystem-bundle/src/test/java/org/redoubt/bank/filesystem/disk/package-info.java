/**
 * A disk in memory that writes down everything that is done to it, and can be looked at as a loss of power would have left it at any of these moments: what
 * was not brought to disk may be there, or not, or in part, each piece of it for itself.
 */
package org.redoubt.bank.filesystem.disk;
