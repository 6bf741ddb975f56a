package org.redoubt.vault.repair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.damage.Damages;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.scrub.PackContent;
import org.redoubt.vault.store.Backing;
import org.redoubt.vault.store.PackFile;
import org.redoubt.vault.work.Workers;

/** Packs that no index object names: what stands in them is read from their own lists, and every chunk is proven. For one thread. */
final class Orphans {
    private final Backing backing;
    private final PackContent inside;
    private final Map<PackName, Orphan> known = new HashMap<>();
    private final Damages damages;
    private int unreadable;

    private record Orphan(long size, Set<ChunkId> lost) {
    }

    /**
     * @param backing where they are
     * @param damages what does not count, wherever it is named
     */
    Orphans(Backing backing, Damages damages) {
        this.damages = damages;
        this.backing = backing;
        this.inside = new PackContent(backing.keyring(), backing.codecs());
    }

    /** How many of them cannot be read at all. */
    int unreadable() {
        return unreadable;
    }

    /** Lets what is in a pack be found. */
    void take(PackName name, long size) throws VaultException {
        Optional<Run> run = read(name, size, Set.of());
        if (run.isEmpty()) {
            unreadable++;
            return;
        }
        byte[] bytes = bytes(name, size);
        Set<ChunkId> lost = new HashSet<>(Workers.await(backing.workers().compute(() ->
                inside.lost(name, run.get().packs().getFirst().salt(), run.get().entries(), bytes))));
        run.get().entries().stream().map(Run.Entry::id).filter(id -> damages.covers(name, id)).forEach(lost::add);
        known.put(name, new Orphan(size, lost));
        Run good = run.get().only(entry -> !lost.contains(entry.id()));
        Workers.await(backing.workers().access(() -> {
            backing.catalogue().know(good);
            return null;
        }));
    }

    private byte[] bytes(PackName name, long size) throws VaultException {
        return Workers.await(backing.workers().access(() -> new PackFile(backing.bank(), backing.vault()).read(name, size)));
    }

    private Optional<Run> read(PackName name, long size, Set<ChunkId> lost) throws VaultException {
        try {
            byte[] bytes = bytes(name, size);
            return Workers.await(backing.workers().compute(() -> inside.open(bytes)))
                    .map(opened -> new Run(new Run.Origin("", "repair", ""), List.of(new Run.PackEntry(name, size, opened.salt())),
                            opened.entries().stream().filter(entry -> !lost.contains(entry.id())).toList()));
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Which of them are needed. */
    Map<PackName, Long> needed(Needs needs) {
        Map<PackName, Long> packs = new HashMap<>();
        backing.catalogue().known().forEach(found -> {
            // In the view of the catalogue what is its own has odd numbers.
            if (needs.isLive(found.number() << 1 | 1)) {
                PackName pack = backing.catalogue().known().pack(found.place().pack()).name();
                Orphan orphan = known.get(pack);
                if (orphan != null) {
                    packs.put(pack, orphan.size());
                }
            }
        });
        return packs;
    }

    /** What runs say of some of them. */
    List<Run> runs(Set<PackName> names) throws VaultException {
        List<Run> runs = new ArrayList<>();
        for (PackName name : names) {
            Orphan orphan = known.get(name);
            read(name, orphan.size(), orphan.lost()).ifPresent(runs::add);
        }
        return runs;
    }
}
