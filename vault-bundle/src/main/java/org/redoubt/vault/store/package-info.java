/**
 * Chunks in and out of a bank: the pipeline that names, compresses, packs and publishes them, and the way back.
 */
package org.redoubt.vault.store;
