package org.redoubt.vault.repair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.store.Repacker;
import org.redoubt.vault.work.Workers;

/**
 * Another bank with the same vault: what one names has the same name in the other.
 *
 * @param chunks what can be read of it
 */
public record Replica(ChunkSource chunks) {
    private static final int AT_ONCE = 32;

    /** How many of some chunks it names. */
    long count(Collection<ChunkId> ids) {
        return ids.stream().filter(chunks::has).count();
    }

    /** Stores those of some chunks that can be read here; how many. */
    long bring(Map<ChunkId, Area> wanted, Repacker repacker) throws VaultException {
        long brought = 0;
        List<Coming> coming = new ArrayList<>();
        for (Map.Entry<ChunkId, Area> chunk : wanted.entrySet()) {
            if (chunks.has(chunk.getKey())) {
                coming.add(new Coming(chunk.getKey(), chunk.getValue(), chunks.fetch(chunk.getKey())));
            }
            if (coming.size() == AT_ONCE) {
                brought += take(coming, repacker);
            }
        }
        return brought + take(coming, repacker);
    }

    private record Coming(ChunkId id, Area area, CompletableFuture<byte[]> bytes) {
    }

    private static long take(List<Coming> coming, Repacker repacker) throws VaultException {
        long taken = 0;
        for (Coming chunk : coming) {
            try {
                taken += repacker.store(chunk.area(), chunk.id(), Workers.await(chunk.bytes())) ? 1 : 0;
            } catch (VaultException e) {
                // It is lost there, too.
                if (e.kind() != ProblemKind.DAMAGED && e.kind() != ProblemKind.NOT_FOUND) {
                    throw e;
                }
            }
        }
        coming.clear();
        return taken;
    }
}
