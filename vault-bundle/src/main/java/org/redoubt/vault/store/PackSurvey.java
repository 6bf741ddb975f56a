package org.redoubt.vault.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.index.Found;
import org.redoubt.vault.index.IndexView;
import org.redoubt.vault.work.Workers;

/**
 * The packs that one stream or tree needs, looked at as objects, so that nothing in them has to be decoded while they are as they were written. By
 * the index as it is when the first chunk is needed. For one thread.
 */
public final class PackSurvey {
    private static final int AT_ONCE = 16;

    private final Backing backing;
    private final PackProbe probe;
    private final Set<ChunkId> unknown = new HashSet<>();
    private final Map<Integer, Long> needed = new TreeMap<>();
    private final Map<Integer, VaultException> suspects = new LinkedHashMap<>();
    private IndexView index;
    private long bytesUnknown;

    /**
     * @param backing where packs are
     * @param probe looks at them
     */
    public PackSurvey(Backing backing, PackProbe probe) {
        this.backing = backing;
        this.probe = probe;
        this.index = backing.catalogue().view();
    }

    /** So many bytes of the data stand in a chunk; none if it is no data. */
    public void needs(ChunkId id, long bytes) {
        if (needed.isEmpty()) {
            // Whoever read the root may have looked for what was committed meanwhile.
            index = backing.catalogue().view();
        }
        Optional<Found> found = index.find(id);
        if (found.isPresent()) {
            needed.merge(found.get().place().pack(), bytes, Long::sum);
        } else {
            unknown.add(id);
            bytesUnknown += bytes;
        }
    }

    private record Asked(int pack, CompletableFuture<Optional<VaultException>> answer) {
    }

    /**
     * Looks at all that are needed.
     *
     * @param depth whether to look at their bytes, too
     * @param progress told of how many bytes of data
     * @return whether all are as they were written
     */
    public boolean look(CheckDepth depth, LongConsumer progress) throws VaultException {
        Deque<Asked> asked = new ArrayDeque<>();
        for (int pack : needed.keySet()) {
            if (asked.size() == AT_ONCE) {
                take(asked.poll(), progress);
            }
            asked.add(new Asked(pack, probe.look(index.pack(pack), depth != CheckDepth.OBJECTS)));
        }
        while (!asked.isEmpty()) {
            take(asked.poll(), progress);
        }
        progress.accept(bytesUnknown);
        return suspects.isEmpty() && unknown.isEmpty();
    }

    private void take(Asked asked, LongConsumer progress) throws VaultException {
        Workers.await(asked.answer()).ifPresent(wrong -> suspects.put(asked.pack(), wrong));
        progress.accept(needed.get(asked.pack()));
    }

    /** Whether a chunk stands in a pack that is not as it was written, or where nobody knows. */
    public boolean isSuspect(ChunkId id) {
        return unknown.contains(id) || index.find(id).filter(found -> suspects.containsKey(found.place().pack())).isPresent();
    }

    /** The packs that are not as they were written although all that is needed of them can be read; those that were collected meanwhile are fine. */
    public List<Damage> harmless(List<Damage> told) throws VaultException {
        Set<String> named = told.stream().map(Damage::object).collect(Collectors.toSet());
        Workers.await(backing.workers().access(() -> {
            backing.catalogue().refresh();
            return null;
        }));
        return suspects.entrySet().stream().filter(suspect -> backing.catalogue().view().names(index.pack(suspect.getKey()).name()))
                .map(suspect -> suspect.getValue().problem()).filter(wrong -> !named.contains(wrong.subject().orElse("")))
                .map(wrong -> new Damage("", 0, 0, wrong.subject().orElse(""), wrong.message() + " What is needed of it can be read.")).toList();
    }
}
