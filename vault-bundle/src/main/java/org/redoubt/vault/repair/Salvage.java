package org.redoubt.vault.repair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.collect.Scene;
import org.redoubt.vault.damage.Lost;
import org.redoubt.vault.index.Found;
import org.redoubt.vault.index.Index;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.store.Repacker;

/** What is needed of damaged packs and can be read, to be stored anew. For one thread. */
final class Salvage {
    private final Scene scene;
    private final Needs needs;
    private final Map<PackName, Run.PackEntry> packs = new HashMap<>();
    private final Map<PackName, List<Run.Entry>> entries = new HashMap<>();
    private final Set<PackName> salvaged = new HashSet<>();

    Salvage(Scene scene, Needs needs) {
        this.scene = scene;
        this.needs = needs;
    }

    /** Finds it. */
    void plan() throws VaultException {
        Map<PackName, Lost> damaged = scene.catalogue().damages().packs();
        if (damaged.isEmpty()) {
            return;
        }
        Index index = scene.catalogue().index();
        for (Key key : scene.catalogue().believed().keySet()) {
            Optional<Run> run = scene.on(() -> scene.runStore().read(key));
            for (Run.Entry entry : run.map(Run::entries).orElse(List.of())) {
                Run.PackEntry pack = run.get().pack(entry);
                if (damaged.containsKey(pack.name()) && stands(index, entry, pack.name())) {
                    packs.put(pack.name(), pack);
                    entries.computeIfAbsent(pack.name(), name -> new ArrayList<>()).add(entry);
                }
            }
        }
    }

    private boolean stands(Index index, Run.Entry entry, PackName pack) {
        Optional<Found> found = index.find(entry.id());
        return found.isPresent() && needs.isLive(found.get().number() << 1) && index.pack(found.get().place().pack()).name().equals(pack);
    }

    Amount amount() {
        return new Amount(packs.size(), packs.values().stream().mapToLong(Run.PackEntry::size).sum());
    }

    void run(Repacker repacker) throws VaultException {
        for (Map.Entry<PackName, Run.PackEntry> pack : packs.entrySet()) {
            try {
                if (repacker.salvage(pack.getValue(), entries.get(pack.getKey()))) {
                    salvaged.add(pack.getKey());
                }
            } catch (VaultException e) {
                // It is gone altogether; a scrub finds that.
                if (e.kind() != ProblemKind.DAMAGED) {
                    throw e;
                }
            }
        }
    }

    /** The packs of which all was stored anew that is needed and can be read. */
    Set<PackName> packs() {
        return salvaged;
    }
}
