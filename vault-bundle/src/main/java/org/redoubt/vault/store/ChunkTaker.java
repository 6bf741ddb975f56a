package org.redoubt.vault.store;

import java.nio.ByteBuffer;

/** Takes chunks that were proven, on threads of the vault and several at a time. */
@FunctionalInterface
public interface ChunkTaker {
    /**
     * Takes one.
     *
     * @param number its place in the list of those that are wanted
     * @param chunk its bytes, not to be changed, and gone when this returns; of an array
     */
    void take(int number, ByteBuffer chunk);
}
