package org.redoubt.vault.collect;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.index.Index;
import org.redoubt.vault.live.Answer;
import org.redoubt.vault.live.Collections;
import org.redoubt.vault.live.Ruling;
import org.redoubt.vault.live.SessionState;
import org.redoubt.vault.pack.PackName;

/**
 * One collection, from the first look to the last delete. For one thread.
 *
 * <p>Why nothing is lost: a session has either seen the victims before it could refer to one, or was listed after the victims were, and then it has answered, or
 * ended, or can never commit. What was referred to before is in an answer, in a commit that the second mark has seen, or of no account. After that no
 * reference to a victim can arise, and the decision names none that has one.
 */
public final class Collector {
    private final Scene scene;
    private final CollectOptions options;
    private final LiveData live;
    private final CollectReport.Builder report = CollectReport.builder();
    private final Finisher finisher;

    /**
     * @param scene the vault
     * @param options how
     * @param live what is needed
     */
    public Collector(Scene scene, CollectOptions options, LiveData live) {
        this.scene = scene;
        this.options = options;
        this.live = live;
        this.finisher = scene.finisher();
    }

    /** Collects. */
    public CollectReport run() throws VaultException {
        scene.demandPromises(options);
        Collections before = scene.on(scene.collections()::look);
        refuseDamage(before.damaged());
        if (!options.isDryRun()) {
            for (long number : before.undecided().keySet()) {
                scene.step(() -> scene.collections().decide(number, Ruling.ABANDONED));
            }
            before = look();
            Collections decided = before;
            scene.step(() -> finisher.finish(decided));
            before = look();
        }
        scene.step(scene.catalogue()::refresh);
        refuseDamage(scene.catalogue().damaged());
        Index index = scene.catalogue().index();
        // Packs are listed before anything else is looked at: what comes later is no victim.
        Map<PackName, Long> listed = scene.on(scene::listPacks);
        Mark mark = scene.mark();
        Roots roots = new Roots(scene.backing().workers(), scene.backing().catalogue(), mark);
        visit(roots);
        Set<PackName> spared = new HashSet<>(scene.on(() -> scene.packsOf(roots.unfinished())));
        spared.addAll(mark.spared());
        before.unfinished().values().forEach(ruling -> spared.addAll(ruling.packs()));
        Plan wanted = Plan.of(Inventory.states(listed, spared, index, mark, epoch()), options, scene.packSize());
        // What is retained cannot go, so it neither is stored anew nor taken from those who may use it again.
        Plan plan = wanted.without(scene.on(() -> held(wanted.victims())));
        if (options.isDryRun()) {
            return plan.report();
        }
        live.planned(plan.report());
        plan.tell(report);
        if (!plan.victims().isEmpty() || Runs.canMerge(scene.catalogue().believed())) {
            collect(plan, before, mark, roots);
        }
        return report.deleted(finisher.deleted()).retained(finisher.retained(plan.retained())).build();
    }

    private Set<PackName> held(Set<PackName> victims) throws VaultException {
        Set<PackName> held = new HashSet<>();
        for (PackName pack : victims) {
            if (scene.locks().until(pack.key(scene.backing().vault())).isPresent()) {
                held.add(pack);
            }
        }
        return held;
    }

    /** What is committed between a look at the index and a look at what is needed is not known yet: that is no damage. */
    private void visit(Roots roots) throws VaultException {
        Map<Key, Integer> known = scene.catalogue().believed();
        try {
            live.visit(roots);
        } catch (VaultException e) {
            throw judged(e, known, roots);
        }
    }

    /** Whether it is damage is seen by what is known since; what follows from that is left to the next collection. */
    private VaultException judged(VaultException first, Map<Key, Integer> known, Roots roots) {
        try {
            scene.step(scene.catalogue()::refresh);
            if (first.kind() != ProblemKind.DAMAGED || known.equals(scene.catalogue().believed())) {
                return first;
            }
            roots.again();
            live.visit(roots);
            return Scene.committed(first);
        } catch (VaultException again) {
            boolean same = again.problem().equals(first.problem());
            return again.kind() == ProblemKind.DAMAGED && !same ? Scene.committed(first) : same ? first : again;
        }
    }

    /** What was sealed before is to be sealed anew. */
    private int epoch() {
        return options.isResealing() ? scene.backing().keyring().epoch() : 0;
    }

    private Collections look() throws VaultException {
        return scene.on(scene.collections()::look);
    }

    private static void refuseDamage(Map<String, String> damaged) throws VaultException {
        if (!damaged.isEmpty()) {
            String object = damaged.keySet().iterator().next();
            throw new VaultException(Problem.of(ProblemKind.DAMAGED, "What is needed cannot be told, so nothing was deleted: " + damaged.get(object))
                    .hint("Put the object back from a copy of the bank.").subject(object));
        }
    }

    private void collect(Plan plan, Collections before, Mark mark, Roots roots) throws VaultException {
        long number = before.newest() + 1;
        if (!scene.on(() -> scene.collections().begin(number, plan.victims()))) {
            throw Scene.overtaken();
        }
        try {
            scene.step(() -> scene.demandAlone(number, before));
            Sessions sessions = scene.handshake(live).ask(number);
            sessions.waiting().forEach(session -> session.note().ifPresent(note -> report.waiting(note.waiting(session.id()))));
            if (sessions.waiting().isEmpty()) {
                rule(number, plan, sessions, mark, roots);
            } else {
                decide(number, Ruling.ABANDONED, Optional.empty());
            }
            clean(sessions.ended());
        } catch (VaultException | RuntimeException e) {
            abandon(number, e);
            throw e;
        }
        Collections now = look();
        scene.step(() -> finisher.finish(now));
        scene.step(scene.collections()::forgetOld);
    }

    /** Whatever has happened, also when the bank did not tell: from then on either this counts or what was decided before. */
    private void abandon(long number, Exception why) {
        try {
            scene.step(() -> scene.collections().decide(number, Ruling.ABANDONED));
        } catch (VaultException again) {
            // The next collection does it.
            why.addSuppressed(again);
        }
    }

    private void decide(long number, Ruling ruling, Optional<Instant> until) throws VaultException {
        if (!scene.on(() -> scene.collections().decide(number, ruling, until))) {
            throw Scene.overtaken();
        }
    }

    /** Looks once more what is needed, stores it where that is not already done, and decides what goes. */
    private void rule(long number, Plan plan, Sessions sessions, Mark mark, Roots roots) throws VaultException {
        Index index = scene.catalogue().index();
        scene.step(scene.catalogue()::refresh);
        refuseDamage(scene.catalogue().damaged());
        if (scene.catalogue().index() != index) {
            throw Scene.overtaken();
        }
        roots.again();
        visit(roots);
        for (Answer answer : sessions.answers()) {
            for (String opened : answer.opened()) {
                mark.pinned(DataId.of(opened));
            }
        }
        Set<PackName> spared = new HashSet<>(scene.on(() -> scene.packsOf(roots.unfinished())));
        spared.addAll(mark.spared());
        sessions.answers().forEach(answer -> spared.addAll(answer.keep()));
        Map<PackName, Long> victims = plan.all().stream().collect(Collectors.toMap(PackState::name, PackState::size));
        victims.keySet().retainAll(plan.victims());
        // What was committed since has retained what it needs.
        spared.addAll(scene.on(() -> held(victims.keySet())));
        List<PackState> now = Inventory.states(victims, spared, index, mark, epoch());
        Set<PackName> dead = plan.dead().stream().map(PackState::name).collect(Collectors.toSet());
        Set<PackName> known = plan.dead().stream().filter(PackState::known).map(PackState::name).collect(Collectors.toSet());
        Repacking repacking = new Repacking(index, mark, scene.repacker(Optional.empty()));
        Set<PackName> gone = new HashSet<>();
        for (PackState pack : now) {
            if (!dead.contains(pack.name())) {
                if (pack.live() == 0 || repacking.take(pack)) {
                    gone.add(pack.name());
                }
            } else if (pack.live() == 0 && pack.known() == known.contains(pack.name())) {
                // One that nobody knew and that was committed meanwhile stays, whatever is needed of it.
                gone.add(pack.name());
            }
        }
        Optional<Instant> until = scene.retained();
        Runs runs = scene.runs(number, gone, until);
        runs.add(repacking.finish());
        runs.replace(scene.catalogue().believed());
        for (Key key : scene.catalogue().unbelieved().keySet()) {
            runs.discard(key);
        }
        runs.finish();
        repacking.tell(report, runs.bytes());
        report.mergedRuns(runs.removed().size());
        if (gone.isEmpty() && runs.removed().isEmpty()) {
            decide(number, Ruling.ABANDONED, Optional.empty());
            return;
        }
        Set<String> collected = scene.on(scene::collected);
        collected.removeAll(runs.removed());
        collected.addAll(runs.written());
        decide(number, Ruling.of(gone, collected, runs.removed()), until);
    }

    private void clean(List<SessionState> ended) throws VaultException {
        for (SessionState session : ended) {
            for (Key key : scene.sessions().objects(session)) {
                scene.on(() -> finisher.delete(key));
            }
        }
    }
}
