package org.redoubt.vault.scrub;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.ScrubReport.Harm;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.config.VaultConfig;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.Sha256;
import org.redoubt.vault.work.Workers;

/** One scrub by somebody who has no key: every object against the hash in its name or at its end, and the packs that index objects name. For one thread. */
public final class BlindScrubber {
    private static final int LONGEST_RUN = 64 << 20;
    private static final int LONGEST_CONFIG = 1 << 16;

    private final Workers workers;
    private final Store store;
    private final InstantSource clock;
    private final ScrubOptions options;
    private final ScrubProgress progress;
    private final Findings findings = new Findings();
    private final Set<PackName> missing = new HashSet<>();
    private long bytes;

    /**
     * @param workers where the work is done
     * @param bank the bank
     * @param clock tells when
     * @param options how closely to look; {@link CheckDepth#CONTENT} is beyond it
     * @param progress told how far it is
     */
    public BlindScrubber(Workers workers, Bank bank, InstantSource clock, ScrubOptions options, ScrubProgress progress) {
        this.workers = workers;
        this.store = new Store(bank);
        this.clock = clock;
        this.options = options;
        this.progress = progress;
    }

    private <T> T on(Callable<T> task) throws VaultException {
        return Workers.await(workers.access(task));
    }

    /**
     * Scrubs.
     *
     * @param why why there is no key
     */
    public ScrubReport run(VaultException why) throws VaultException {
        Instant started = clock.instant();
        findings.notice("It was looked without a key of the vault (" + why.problem().message() + ") So nobody can tell which index objects count and what "
                + "stands in any object, and the bank does not remember the result.");
        Documents documents = new Documents(workers, store, Optional.empty(), findings);
        Map<PackName, Long> needed = new HashMap<>();
        Amount checked = Amount.NONE;
        long runs = 0;
        for (Prefix vault : on(this::vaults)) {
            List<ObjectInfo> listed = on(() -> store.list(Places.runs(vault)));
            runs += listed.size();
            Map<PackName, Long> packs = on(() -> named(listed));
            needed.putAll(packs);
            checked = add(checked, packs(vault, packs));
            documents.keys(Places.keys(vault));
            if (options.depth() != CheckDepth.OBJECTS) {
                documents.below(Places.collections(vault));
                for (Prefix place : Places.memories(vault)) {
                    documents.below(place);
                }
            }
        }
        if (options.depth() != CheckDepth.OBJECTS) {
            documents.below(Places.COMMITS);
            for (Prefix place : Places.CHECKPOINTS) {
                documents.below(place);
            }
        }
        if (why.kind() == ProblemKind.DAMAGED && findings.damaged() == 0) {
            findings.add(why.problem().subject().orElse(Places.ROOT.toString()), "keys", Harm.BYTES, why.problem().message());
        }
        Amount all = new Amount(needed.size(), needed.values().stream().mapToLong(Long::longValue).sum());
        return new ScrubReport(options.depth(), options.shares(), false, findings.whole(), started, clock.instant(), all, checked, runs + documents.count(),
                bytes + documents.bytes(), findings.damaged(), findings.kept(), findings.notices());
    }

    private static Amount add(Amount one, Amount other) {
        return new Amount(one.objects() + other.objects(), one.bytes() + other.bytes());
    }

    /** The vault that the config names; where that is damaged, every one of which there are objects. */
    private List<Prefix> vaults() throws VaultException {
        try {
            Optional<byte[]> config = store.read(Places.CONFIG, LONGEST_CONFIG);
            if (config.isPresent()) {
                return List.of(Places.ROOT.resolve(VaultConfig.decode(config.get()).vaultId().toString()));
            }
            findings.add(Places.CONFIG.toString(), "config", Harm.MISSING, "The object is missing; without it no data in this bank can be read.");
        } catch (FormatException e) {
            findings.add(Places.CONFIG.toString(), "config", Harm.BYTES, "The object is damaged: " + e.getMessage() + ".");
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.DAMAGED) {
                throw e;
            }
            findings.add(Places.CONFIG.toString(), "config", Harm.BYTES, e.problem().message());
        }
        Set<String> ids = new HashSet<>();
        for (ObjectInfo object : store.list(Places.ROOT)) {
            String rest = Places.ROOT.relative(object.key());
            if (rest.contains("/")) {
                ids.add(rest.substring(0, rest.indexOf('/')));
            }
        }
        return ids.stream().sorted().map(Places.ROOT::resolve).toList();
    }

    private Map<PackName, Long> named(List<ObjectInfo> runs) throws VaultException {
        Map<PackName, Long> packs = new HashMap<>();
        for (ObjectInfo object : runs) {
            try {
                Optional<byte[]> run = store.read(object.key(), LONGEST_RUN);
                if (run.isPresent()) {
                    bytes += run.get().length;
                    if (!object.key().name().startsWith(Sha256.hex(run.get(), 0, run.get().length) + "-")) {
                        throw new FormatException("it does not have the bytes that were written");
                    }
                    packs.putAll(Run.named(run.get()));
                }
            } catch (FormatException e) {
                findings.add(object.key().toString(), "run", Harm.BYTES, "The object is damaged: " + e.getMessage() + ".");
            } catch (VaultException e) {
                if (e.kind() != ProblemKind.DAMAGED) {
                    throw e;
                }
                findings.add(object.key().toString(), "run", Harm.BYTES, e.problem().message());
            }
        }
        return packs;
    }

    private Amount packs(Prefix vault, Map<PackName, Long> needed) throws VaultException {
        Map<PackName, Long> present = new HashMap<>(needed);
        Map<String, Long> lengths = new HashMap<>();
        on(() -> store.list(PackName.all(vault))).forEach(object -> lengths.put(object.key().toString(), object.length()));
        needed.keySet().stream().filter(pack -> !lengths.containsKey(pack.key(vault).toString())).forEach(missing::add);
        present.keySet().removeAll(missing);
        Amount all = new Amount(present.size(), present.values().stream().mapToLong(Long::longValue).sum());
        if (options.depth() != CheckDepth.OBJECTS) {
            PackPass pass = new PackPass(workers, new PackLook(store, vault, Optional.empty(), pack -> false), this::take, progress, all);
            for (Map.Entry<PackName, Long> pack : present.entrySet()) {
                pass.add(new PackWork(pack.getKey(), pack.getValue(), Optional.empty()));
            }
            pass.finish();
        }
        present.forEach((pack, size) -> {
            String object = pack.key(vault).toString();
            if (!lengths.get(object).equals(size)) {
                findings.add(object, "pack", Harm.LENGTH, "It has " + lengths.get(object) + " bytes instead of " + size + ".");
            }
        });
        settle(vault);
        return all;
    }

    private void take(PackState state) {
        bytes += state.bytesRead();
        state.finding().ifPresent(findings::add);
        if (!state.there()) {
            missing.add(state.name());
        }
    }

    /** Without a key nobody can tell what a collection has taken away that is not done yet, and what was never committed. */
    private void settle(Prefix vault) throws VaultException {
        if (missing.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        on(() -> store.list(Places.collections(vault))).forEach(object -> names.add(Places.collections(vault).relative(object.key())));
        boolean collecting = names.stream().anyMatch(name -> name.endsWith("/tombs"));
        if (collecting) {
            findings.notice(missing.size() + " packs are missing, and a collection is not done yet, which may have taken them away. Scrub again when it is.");
        } else {
            missing.forEach(pack -> findings.add(pack.key(vault).toString(), "pack", Harm.MISSING, "The pack is missing, and an index object names it."));
        }
        missing.clear();
    }
}
