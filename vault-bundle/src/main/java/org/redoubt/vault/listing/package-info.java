/** Reads lists of objects from banks. */
package org.redoubt.vault.listing;
