package org.redoubt.shell.content;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.service.Loss;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.RepairReport;
import org.redoubt.shell.render.Human;

/** Repairs of banks, as people read them. */
public final class RepairText {
    private RepairText() {
    }

    private static String packs(Amount amount) {
        return Human.count(amount.objects(), "pack") + ", " + Human.bytes(amount.bytes());
    }

    /** What was found and done, or would be. */
    public static List<String> lines(RepairReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.lost() == 0 ? "No chunk that is needed is lost." : Human.count(report.lost(), "chunk") + " needed and lost.");
        String would = report.dryRun() ? "would be " : "";
        if (report.found().objects() > 0) {
            lines.add("Found again " + packs(report.found()) + " that no index object named.");
        }
        if (report.rewritten().objects() > 0) {
            lines.add("What can be read of damaged packs " + (report.dryRun() ? "would be" : "was") + " stored anew: " + packs(report.rewritten()) + ".");
        }
        if (report.taken() > 0) {
            lines.add(Human.count(report.taken(), "chunk") + " " + would + "taken from the other bank.");
        }
        if (report.dropped() > 0) {
            lines.add(Human.count(report.dropped(), "damaged index object") + " " + would + "dropped, as all that is needed of them stands in others.");
        }
        if (report.lost() > 0 && report.whole()) {
            lines.add("All that is needed can be read" + (report.dryRun() ? " then." : " again."));
        }
        return lines;
    }

    /** Whom a loss touches. */
    public static List<String> lines(Loss loss) {
        List<String> lines = new ArrayList<>();
        lines.add("! checkpoint " + loss.checkpoint() + ", " + loss.resource() + ", " + loss.data() + ": "
                + Human.count(loss.parts(), "part") + " lost");
        loss.entries().forEach(entry -> lines.add("    " + entry));
        return lines;
    }
}
