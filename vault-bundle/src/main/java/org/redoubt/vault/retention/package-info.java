/**
 * What a bank with object lock does not let go yet.
 */
package org.redoubt.vault.retention;
