package org.redoubt.vault.store;

import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;

/** Records that can be sealed anew. */
interface Records {
    /** Opens them, one after the other. */
    void give(Taker taker) throws VaultException;

    /** Takes records. */
    interface Taker {
        /** Takes one, which stays as it is until this returns. */
        void take(Area area, ChunkId id, byte[] record, int length, int raw);
    }
}
