package org.redoubt.vault.session;

import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.wire.FormatException;

/** The names of streams and trees as callers see them: what it is, and the chunk that describes it. */
public enum DataIds {
    STREAM("stream-"),
    TREE("tree-");

    private final String prefix;

    DataIds(String prefix) {
        this.prefix = prefix;
    }

    DataId of(ChunkId root) {
        return DataId.of(prefix + root);
    }

    /** Whether a name is one of these. */
    public boolean names(DataId id) {
        return id.toString().startsWith(prefix);
    }

    /** The chunk that describes it. */
    public ChunkId root(DataId id) throws VaultException {
        try {
            if (names(id)) {
                return ChunkId.parse(id.toString().substring(prefix.length()));
            }
        } catch (FormatException e) {
            throw Failures.invalid("\"" + id + "\" is no name of data in a vault: " + e.getMessage() + ".");
        }
        throw Failures.invalid("\"" + id + "\" is not the name of a " + prefix.substring(0, prefix.length() - 1) + ".");
    }
}
