package org.redoubt.vault.session;

import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.wire.FormatException;

/** The names of streams and trees as callers see them: what it is, and the chunk that describes it. */
public enum DataIds {
    STREAM("stream-", DataKind.STREAM),
    TREE("tree-", DataKind.TREE);

    private final String prefix;
    private final DataKind kind;

    DataIds(String prefix, DataKind kind) {
        this.prefix = prefix;
        this.kind = kind;
    }

    /** What a name stands for. */
    public static DataIds of(DataId id) throws VaultException {
        DataIds form = TREE.names(id) ? TREE : STREAM;
        form.root(id);
        return form;
    }

    DataKind kind() {
        return kind;
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
