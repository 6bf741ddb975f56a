package org.redoubt.api.vault;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Counts what data takes in a vault, each chunk once however often it is used. Reads descriptions, no data, and what several pieces of data
 * have in common at most twice. Owners are numbers from 0 that the caller gives; what one has is told apart from what others have as
 * well. Needs about four bytes of memory for each chunk of the vault. For one thread.
 */
@ProviderType
public interface Tally {
    /**
     * Counts a stream or tree for an owner.
     *
     * @param owner whose it is
     * @param id which
     * @return the bytes of it, holes not counted, as if nothing of it were shared
     * @throws VaultException of kind {@code NOT_FOUND} or {@code DAMAGED} if a part of its description cannot be read; what was read is counted
     */
    long add(int owner, DataId id) throws VaultException;

    /** What all owners have. */
    Footprint total();

    /** What nobody had who was counted before this owner. */
    Footprint added(int owner);

    /** What only this owner has of all that were counted: what would not be needed any more without it. */
    Footprint only(int owner);

    /** How many chunks are used that no readable part of the index names, so that they are lost, and not counted. */
    long missing();
}
