/**
 * Small objects of others, sealed: what decisions are taken from must not be changed, moved or read by who has only the bank.
 */
package org.redoubt.vault.document;
