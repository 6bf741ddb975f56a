package org.redoubt.vault.manifest;

import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;

/** Where nodes are stored. */
public interface NodeSink {
    /** Stores bytes as a chunk and names it. */
    ChunkId metadata(byte[] bytes) throws VaultException;
}
