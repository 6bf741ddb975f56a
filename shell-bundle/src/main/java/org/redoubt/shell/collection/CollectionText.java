package org.redoubt.shell.collection;

import java.io.PrintStream;
import java.util.List;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.service.Collection;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.CollectReport.Waiting;
import org.redoubt.shell.console.Complaint;
import org.redoubt.shell.render.Human;

/** Tells of one collection: first what it is about to do, then what it has done. */
public final class CollectionText implements CollectListener {
    private final ProviderView provider;
    private final PrintStream out;

    /**
     * @param provider whose bank is collected
     * @param out where to
     */
    public CollectionText(ProviderView provider, PrintStream out) {
        this.provider = provider;
        this.out = out;
    }

    @Override
    public void purging(List<CheckpointId> checkpoints) {
        out.println("Bank " + provider.bank() + ": " + Human.count(checkpoints.size(), "deleted checkpoint") + " to be purged");
        checkpoints.forEach(id -> out.println("  " + id));
    }

    @Override
    public void planned(CollectReport plan) {
        out.println("Bank " + provider.bank() + ": " + plan(plan));
    }

    private static String plan(CollectReport plan) {
        return Human.count(plan.packs().objects(), "pack") + " with " + Human.bytes(plan.packs().bytes()) + ", of which " + Human.bytes(plan.dead().bytes())
                + " dead; to be deleted: " + amount(plan.deleted()) + "; to be repacked: " + amount(plan.repacked());
    }

    private static String amount(Amount amount) {
        return amount.objects() == 0 ? "nothing" : amount.objects() + " (" + Human.bytes(amount.bytes()) + ")";
    }

    /** Prints what was done, or would be. */
    public void print(Collection collection) {
        CollectReport report = collection.report();
        if (report.dryRun()) {
            if (!collection.purged().isEmpty()) {
                purging(collection.purged().stream().map(Collection.Purge::checkpoint).toList());
            }
            planned(report);
        } else {
            collection.purged().forEach(purge -> purge.problem().ifPresent(why -> out.println("Checkpoint " + purge.checkpoint()
                    + " could not be purged and stays: " + Complaint.sentence(why))));
            done(report);
        }
        collection.kept().forEach(kept -> out.println("Checkpoint " + kept.checkpoint() + " can be undeleted until " + Human.time(kept.until()) + "."));
    }

    private void done(CollectReport report) {
        out.println("Deleted: " + amount(report.deleted()) + "; repacked: " + amount(report.repacked()) + ", written for that: " + amount(report.written()) + ".");
        if (report.mergedRuns() > 0) {
            out.println("Merged: " + Human.count(report.mergedRuns(), "index object") + ".");
        }
        if (report.retained().objects() > 0) {
            out.println("The bank retains " + amount(report.retained()) + "; a later collection deletes that.");
        }
        report.waiting().forEach(session -> out.println(waiting(session)));
        report.notices().forEach(out::println);
    }

    private static String waiting(Waiting session) {
        return "No data was deleted, as a session has not answered that may need some: a " + session.kind() + " of process " + session.pid() + " on "
                + session.host() + ", open since " + Human.time(session.since()) + ". Collect again later, or end that process.";
    }
}
