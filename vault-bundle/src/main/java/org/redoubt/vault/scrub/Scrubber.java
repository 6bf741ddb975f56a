package org.redoubt.vault.scrub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.ScrubReport.Harm;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.damage.Damages;
import org.redoubt.vault.damage.Lost;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.work.Workers;

/**
 * One scrub by somebody who has the keys. Packs are looked at index object by index object, so its memory grows with neither the chunks nor the
 * bytes of the vault. For one thread.
 */
public final class Scrubber {
    private final Site site;
    private final ScrubOptions options;
    private final ScrubProgress progress;
    private final Findings findings = new Findings();
    private final Set<PackName> missing = new HashSet<>();
    private final Map<PackName, Lost> damage = new HashMap<>();
    private Damages before = Damages.NONE;
    private long bytes;

    /**
     * @param site the vault
     * @param options how closely to look, and at how much
     * @param progress told how far it is
     */
    public Scrubber(Site site, ScrubOptions options, ScrubProgress progress) {
        this.site = site;
        this.options = options;
        this.progress = progress;
    }

    private <T> T on(Callable<T> task) throws VaultException {
        return Workers.await(site.workers().access(task));
    }

    /** Scrubs. */
    public ScrubReport run() throws VaultException {
        Instant started = site.clock().instant();
        RunCheck runs = new RunCheck(site, findings);
        Map<PackName, Long> needed = on(runs::needed);
        before = site.catalogue().damages();
        damage.putAll(before.packs());
        Documents documents = new Documents(site.workers(), site.store(), Optional.of(new Store(site.documents())), findings);
        documents(documents);
        lookForGone();
        Map<PackName, Long> wrongLength = on(() -> list(needed));
        String behind = on(() -> site.notes().last(options.depth())).map(ScrubNotes.Noted::last).orElse("");
        Share share = Share.of(needed.keySet(), options.depth() == CheckDepth.OBJECTS ? 1 : options.shares(), behind);
        look(runs, toRead(share, wrongLength.keySet(), needed));
        wrongLength.forEach((pack, length) -> findings.add(object(pack), "pack", Harm.LENGTH,
                "It has " + length + " bytes instead of " + needed.get(pack) + "."));
        settle();
        remember(needed.keySet());
        lookBesides();
        ScrubReport report = new ScrubReport(options.depth(), options.shares(), true, findings.whole(), started, site.clock().instant(), sum(needed, needed.keySet()), sum(needed, share.packs()),
                runs.count() + documents.count(), bytes + runs.bytes() + documents.bytes(), findings.damaged(), findings.kept(), findings.notices());
        on(() -> {
            site.notes().add(report, share.last());
            return null;
        });
        return report;
    }

    private void lookForGone() throws VaultException {
        try {
            if (options.isAcceptingMissing()) {
                Seen.Gone gone = on(() -> site.seen().accept(site.bank(), site.clock().instant()));
                findings.notice(gone.count() == 0 ? "Nothing is missing that this home has seen before, so there was nothing to accept."
                        : gone.text() + " That was accepted, and is noted in " + site.seen().accepted() + ".");
                return;
            }
            Seen.Gone gone = on(() -> site.seen().look(site.bank()));
            if (gone.count() > 0) {
                findings.add(gone.count() == 1 ? gone.first().getFirst() : "commits, deletions", "document", Harm.MISSING, gone.text()
                        + " They should stay for ever: the bank was put back to an earlier state, or they were taken away. If you know that this is right, "
                        + "scrub with --accept-missing.");
            }
        } catch (VaultException e) {
            passOver(e);
        }
    }

    private void passOver(RedoubtException e) throws VaultException {
        if (e.kind() == ProblemKind.CANCELLED) {
            throw Failures.cancelled();
        }
        findings.passedOver("Not everything could be looked at: " + e.problem().message());
    }

    /** What of it fails must not cost the result of hours. */
    private void lookBesides() throws VaultException {
        try {
            options.besides().look().forEach(findings::add);
        } catch (RedoubtException e) {
            passOver(e);
        }
    }

    private static Amount sum(Map<PackName, Long> sizes, Set<PackName> packs) {
        return new Amount(packs.size(), packs.stream().mapToLong(sizes::get).sum());
    }

    private String object(PackName pack) {
        return pack.key(site.vault()).toString();
    }

    private void documents(Documents documents) throws VaultException {
        documents.below(Places.COMMITS);
        documents.below(Places.collections(site.vault()));
        if (options.depth() == CheckDepth.OBJECTS) {
            return;
        }
        documents.keys(Places.keys(site.vault()));
        for (Prefix place : Places.CHECKPOINTS) {
            documents.below(place);
        }
        for (Prefix place : Places.memories(site.vault())) {
            documents.below(place);
        }
    }

    /** Which packs do not have the length that they should; those that are not there are remembered. */
    private Map<PackName, Long> list(Map<PackName, Long> needed) throws VaultException {
        Map<String, Long> lengths = new HashMap<>();
        for (ObjectInfo object : site.store().list(PackName.all(site.vault()))) {
            lengths.put(object.key().toString(), object.length());
        }
        Map<PackName, Long> wrong = new HashMap<>();
        needed.forEach((pack, size) -> {
            Long length = lengths.get(object(pack));
            if (length == null) {
                missing.add(pack);
            } else if (!length.equals(size)) {
                wrong.put(pack, length);
            }
        });
        return wrong;
    }

    /** What is or was not as it should is read at any depth, to know what of it is lost. */
    private Map<PackName, Long> toRead(Share share, Set<PackName> wrongLength, Map<PackName, Long> needed) {
        Set<PackName> packs = new HashSet<>(options.depth() == CheckDepth.OBJECTS ? Set.of() : share.packs());
        packs.addAll(wrongLength);
        packs.addAll(before.packs().keySet());
        Map<PackName, Long> read = new HashMap<>(needed);
        read.keySet().retainAll(packs);
        read.keySet().removeAll(missing);
        return read;
    }

    private void look(RunCheck runs, Map<PackName, Long> packs) throws VaultException {
        PackContent inside = new PackContent(site.keyring(), site.codecs());
        PackLook look = new PackLook(site.store(), site.vault(), Optional.of(inside),
                pack -> options.depth() == CheckDepth.CONTENT || before.packs().containsKey(pack));
        PackPass pass = new PackPass(site.workers(), look, this::take, progress, sum(packs, packs.keySet()));
        Set<PackName> left = new HashSet<>(packs.keySet());
        for (Key key : site.catalogue().believed().keySet()) {
            Optional<Run> run = on(() -> runs.read(key));
            for (PackWork work : run.map(Scrubber::works).orElse(List.of())) {
                if (left.remove(work.name())) {
                    pass.add(work);
                }
            }
        }
        pass.finish();
    }

    private static List<PackWork> works(Run run) {
        List<List<Run.Entry>> entries = new ArrayList<>();
        run.packs().forEach(pack -> entries.add(new ArrayList<>()));
        run.entries().forEach(entry -> entries.get(entry.place().pack()).add(entry));
        List<PackWork> works = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Run.PackEntry pack = run.packs().get(i);
            works.add(new PackWork(pack.name(), pack.size(), Optional.of(new PackWork.Contents(pack.salt(), entries.get(i)))));
        }
        return works;
    }

    private void take(PackState state) {
        bytes += state.bytesRead();
        state.finding().ifPresent(findings::add);
        if (!state.there()) {
            missing.add(state.name());
        }
        damage.remove(state.name());
        state.damage().ifPresent(lost -> damage.put(state.name(), lost));
    }

    /** What nobody needs any more is forgotten. */
    private void remember(Set<PackName> needed) throws VaultException {
        damage.keySet().retainAll(needed);
        on(() -> {
            site.damages().replace(before, damage);
            return null;
        });
    }

    /** What is not there any more and not needed any more either was collected meanwhile. */
    private void settle() throws VaultException {
        if (missing.isEmpty()) {
            return;
        }
        on(() -> {
            site.catalogue().refresh();
            return null;
        });
        for (PackName pack : missing) {
            if (site.catalogue().index().names(pack)) {
                findings.add(object(pack), "pack", Harm.MISSING, "The pack is missing.");
                damage.put(pack, Lost.ALL);
            }
        }
    }
}
