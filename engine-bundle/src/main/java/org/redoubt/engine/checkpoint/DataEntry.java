package org.redoubt.engine.checkpoint;

import org.redoubt.api.vault.DataId;

/**
 * A stream or tree in a section.
 *
 * @param id the vault's name for it
 * @param bytes how many bytes it has, holes not counted
 */
record DataEntry(DataId id, long bytes) {
}
