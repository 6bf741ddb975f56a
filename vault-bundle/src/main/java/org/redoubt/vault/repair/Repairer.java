package org.redoubt.vault.repair;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.RepairReport;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.collect.Runs;
import org.redoubt.vault.collect.Scene;
import org.redoubt.vault.damage.DamageStore;
import org.redoubt.vault.damage.Lost;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.index.RunStore;
import org.redoubt.vault.live.Collections;
import org.redoubt.vault.live.Ruling;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.store.Repacker;

/**
 * One repair. What it finds and stores is read by nobody else before its decision, which is made like that of a collection which deletes nothing: so
 * of a repair and a collection at the same time one gives up, and a crash leaves packs that nobody believes. For one thread.
 */
public final class Repairer {
    private final Scene scene;
    private final DamageStore damages;
    private final LiveData live;
    private final boolean dryRun;
    private final boolean careful;
    private final Optional<Replica> replica;
    private final List<Repacker.Stored> stored = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /**
     * @param scene the vault
     * @param damages what is known to be damaged
     * @param live what is needed
     * @param options how
     * @param replica where lost chunks may be found
     */
    public Repairer(Scene scene, DamageStore damages, LiveData live, RepairOptions options, Optional<Replica> replica) {
        this.scene = scene;
        this.damages = damages;
        this.live = live;
        this.dryRun = options.isDryRun();
        this.careful = options.isCareful();
        this.replica = replica;
    }

    private Needs walk() throws VaultException {
        Needs needs = new Needs(scene.backing().catalogue(), new ChunkSource(scene.backing()));
        live.visit(needs);
        return needs;
    }

    /** Repairs. */
    public RepairReport run() throws VaultException {
        scene.demandPromises(CollectOptions.defaults());
        Collections before = prepare();
        scene.step(scene.catalogue()::refresh);
        Set<String> damagedRuns = damagedRuns();
        Needs needs = walk();
        long lost = needs.missing().size();
        Orphans orphans = new Orphans(scene.backing(), scene.catalogue().damages());
        if (lost > 0) {
            takeOrphans(orphans);
            needs = walk();
        }
        Optional<Instant> until = scene.retained();
        Repacker repacker = scene.repacker(until);
        long taken = 0;
        for (long more = fetch(needs, repacker); more > 0; more = dryRun ? 0 : fetch(needs, repacker)) {
            taken += more;
            needs = dryRun ? needs : walk();
        }
        long left = needs.missing().size() - (dryRun ? taken : 0);
        Map<PackName, Long> found = orphans.needed(needs);
        Salvage salvage = new Salvage(scene, needs);
        salvage.plan();
        boolean drop = left == 0 && !careful;
        Set<String> dropped = drop ? damagedRuns : Set.of();
        tell(orphans, damagedRuns, left);
        if (!dryRun) {
            salvage.run(repacker);
            stored.addAll(repacker.finish());
            Set<PackName> gone = drop ? gone() : Set.of();
            if (!found.isEmpty() || !stored.isEmpty() || !dropped.isEmpty() || !gone.isEmpty()) {
                decide(before, orphans.runs(found.keySet()), gone, dropped, until);
                remember(salvage.packs(), gone);
            }
        }
        return new RepairReport(dryRun, lost, sum(found), salvage.amount(), taken, dropped.size(), left, notices);
    }

    private static Amount sum(Map<PackName, Long> packs) {
        return new Amount(packs.size(), packs.values().stream().mapToLong(Long::longValue).sum());
    }

    private Collections prepare() throws VaultException {
        Collections before = scene.on(scene.collections()::look);
        if (!before.damaged().isEmpty()) {
            String object = before.damaged().keySet().iterator().next();
            throw new VaultException(Problem.of(ProblemKind.DAMAGED, "What collections have decided cannot be read, so nobody can tell what counts: "
                    + before.damaged().get(object)).hint("Put the object back from a copy of the bank.").subject(object));
        }
        if (dryRun) {
            return before;
        }
        for (long number : before.undecided().keySet()) {
            scene.step(() -> scene.collections().decide(number, Ruling.ABANDONED));
        }
        Collections decided = scene.on(scene.collections()::look);
        scene.step(() -> scene.finisher().finish(decided));
        return scene.on(scene.collections()::look);
    }

    /** The names of index objects that are damaged, or missing and known to count. */
    private Set<String> damagedRuns() {
        String place = RunStore.place(scene.backing().vault()) + "/";
        Set<String> names = new HashSet<>();
        scene.catalogue().damaged().keySet().stream().filter(object -> object.startsWith(place)).forEach(object -> names.add(Key.of(object).name()));
        return names;
    }

    private void takeOrphans(Orphans orphans) throws VaultException {
        for (Map.Entry<PackName, Long> pack : scene.on(scene::listPacks).entrySet()) {
            if (!scene.catalogue().index().names(pack.getKey())) {
                orphans.take(pack.getKey(), pack.getValue());
            }
        }
    }

    /** Takes from the other bank what is lost; how many chunks. Those that lists of them name are known only when these are there. */
    private long fetch(Needs needs, Repacker repacker) throws VaultException {
        if (replica.isEmpty() || needs.missing().isEmpty()) {
            return 0;
        }
        if (dryRun) {
            return replica.get().count(needs.missing().keySet());
        }
        long taken = replica.get().bring(needs.missing(), repacker);
        List<Repacker.Stored> fresh = repacker.finish();
        for (Repacker.Stored pack : fresh) {
            scene.step(() -> scene.backing().catalogue().know(pack.run()));
        }
        stored.addAll(fresh);
        return taken;
    }

    /** Packs that are not there any more. If nothing that is needed is lost, nobody needs to know of them. */
    private Set<PackName> gone() throws VaultException {
        Set<PackName> gone = new HashSet<>();
        scene.catalogue().damages().packs().forEach((pack, lost) -> {
            if (lost.all()) {
                gone.add(pack);
            }
        });
        if (!gone.isEmpty()) {
            gone.removeAll(scene.on(scene::listPacks).keySet());
        }
        return gone;
    }

    private void decide(Collections before, List<Run> found, Set<PackName> gone, Set<String> dropped, Optional<Instant> until)
            throws VaultException {
        long number = before.newest() + 1;
        if (!scene.on(() -> scene.collections().begin(number, Set.of()))) {
            throw Scene.overtaken();
        }
        try {
            scene.step(() -> scene.demandAlone(number, before));
            Runs runs = scene.runs(number, gone, until);
            runs.add(stored);
            for (Run run : found) {
                runs.add(run);
            }
            if (!gone.isEmpty()) {
                runs.replace(scene.catalogue().believed());
            }
            runs.finish();
            Set<String> removed = new HashSet<>(dropped);
            removed.addAll(runs.removed());
            Set<String> count = scene.on(scene::collected);
            count.removeAll(removed);
            count.addAll(runs.written());
            if (!scene.on(() -> scene.collections().decide(number, Ruling.of(Set.of(), count, removed), until))) {
                throw Scene.overtaken();
            }
        } catch (VaultException | RuntimeException e) {
            abandon(number, e);
            throw e;
        }
        Collections now = scene.on(scene.collections()::look);
        scene.step(() -> scene.finisher().finish(now));
        scene.step(scene.collections()::forgetOld);
    }

    /** From then on either this counts or what was decided before. */
    private void abandon(long number, Exception why) {
        try {
            scene.step(() -> scene.collections().decide(number, Ruling.ABANDONED));
        } catch (VaultException again) {
            // The next collection or repair does it.
            why.addSuppressed(again);
        }
    }

    /** What was stored anew is not looked for any more where it stood, so that nobody needs the damaged packs for it. */
    private void remember(Set<PackName> salvaged, Set<PackName> gone) throws VaultException {
        Map<PackName, Lost> now = new HashMap<>(scene.catalogue().damages().packs());
        salvaged.forEach(pack -> now.put(pack, Lost.ALL));
        now.keySet().removeAll(gone);
        scene.step(() -> damages.replace(scene.catalogue().damages(), now));
    }

    private void tell(Orphans orphans, Set<String> damagedRuns, long left) {
        if (orphans.unreadable() > 0) {
            notices.add(orphans.unreadable() + " packs that no index object names cannot be read.");
        }
        if (left > 0) {
            notices.add("What is left can be healed by protecting again what is still there, from a copy of the bank, or from another bank with the same vault. "
                    + "The checkpoints that need it can be deleted.");
            if (!damagedRuns.isEmpty()) {
                notices.add(damagedRuns.size() + " damaged index objects stay, as one that is put back may name what is lost.");
            }
        }
    }
}
