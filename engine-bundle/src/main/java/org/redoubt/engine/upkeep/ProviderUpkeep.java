package org.redoubt.engine.upkeep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Loss;
import org.redoubt.api.service.Upkeep;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.RepairReport;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.ScrubReport.Finding;
import org.redoubt.api.vault.ScrubReport.Harm;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.operation.CheckpointFinder;
import org.redoubt.engine.provider.ProviderLease;

/** The upkeep of the bank of a provider, which is held only while something is done with it. Thread-safe. */
public final class ProviderUpkeep implements Upkeep {
    private final CheckpointFinder finder;
    private final ProjectId project;
    private final String provider;
    private final Guard guard;

    /** Decides whether somebody may do something. */
    public interface Guard {
        /** Throws if not. */
        void check(String verb) throws RedoubtException;
    }

    private interface Deed<T> {
        T on(ProviderLease lease) throws RedoubtException;
    }

    /**
     * @param finder finds checkpoints and their providers
     * @param project whose checkpoints are told
     * @param provider the name of the provider
     * @param guard asked before anything is done
     */
    public ProviderUpkeep(CheckpointFinder finder, ProjectId project, String provider, Guard guard) {
        this.finder = finder;
        this.project = project;
        this.provider = provider;
        this.guard = guard;
    }

    private <T> T allowed(String verb, Deed<T> deed) throws RedoubtException {
        guard.check(verb);
        try (ProviderLease lease = finder.lease(provider)) {
            return deed.on(lease);
        }
    }

    @Override
    public ScrubReport scrub(ScrubOptions options, ScrubProgress progress) throws RedoubtException {
        return allowed("upkeep.scrub", lease -> lease.vault().scrub(lease.bank(), options.besides(() -> index(finder.store(lease))), progress));
    }

    private static List<Finding> index(CheckpointStore store) throws RedoubtException {
        long missing = store.missingEntries();
        return missing == 0 ? List.of() : List.of(new Finding("index", "index", Harm.MISSING, missing
                + " of the entries by which checkpoints are found are missing, so lists lack some. A repair makes them again.", Optional.empty()));
    }

    @Override
    public RepairReport repair(boolean dryRun, Optional<String> from) throws RedoubtException {
        return allowed("upkeep.repair", lease -> {
            if (from.isEmpty()) {
                return repair(lease, dryRun ? RepairOptions.defaults().dryRun() : RepairOptions.defaults());
            }
            try (ProviderLease replica = finder.lease(from.get())) {
                RepairOptions options = RepairOptions.defaults().from(replica.bank());
                return repair(lease, dryRun ? options.dryRun() : options);
            }
        });
    }

    private RepairReport repair(ProviderLease lease, RepairOptions options) throws RedoubtException {
        CheckpointStore store = finder.store(lease);
        long entries = options.isDryRun() ? store.missingEntries() : store.rebuildIndices();
        HeldData held = new HeldData(store);
        held.each((checkpoint, resource, name, data) -> { });
        RepairReport report = indexed(entries, lease.vault().repair(lease.bank(), held.unreadable().isEmpty() ? options : options.careful(), held));
        return held.unreadable().isEmpty() ? report : report.notice("It is not known what these checkpoints need, as they cannot be read: "
                + String.join(", ", held.unreadable()) + ".");
    }

    private static RepairReport indexed(long entries, RepairReport report) {
        return entries == 0 ? report : report.notice("Entries by which checkpoints are found that " + (report.dryRun() ? "would be" : "were")
                + " brought in order: " + entries + ".");
    }

    @Override
    public List<Loss> losses() throws RedoubtException {
        return allowed("upkeep.losses", lease -> {
            try (VaultSession session = lease.vault().open(lease.bank(), SessionOptions.reading())) {
                List<Loss> losses = new ArrayList<>();
                new HeldData(finder.store(lease)).each((checkpoint, resource, name, data) -> {
                    if (checkpoint.project().equals(project)) {
                        List<Damage> lost = session.lost(data);
                        if (!lost.isEmpty()) {
                            losses.add(new Loss(checkpoint.id(), resource, name, lost.size(),
                                    lost.stream().map(Damage::entry).filter(entry -> !entry.isEmpty()).distinct().limit(Loss.MOST_ENTRIES).toList()));
                        }
                    }
                });
                return losses;
            }
        });
    }

    @Override
    public List<ScrubNote> scrubs() throws RedoubtException {
        return allowed("upkeep.scrubs", lease -> lease.vault().scrubs(lease.bank()));
    }
}
