/**
 * What can go wrong, as exceptions of the API.
 */
package org.redoubt.vault.failure;
