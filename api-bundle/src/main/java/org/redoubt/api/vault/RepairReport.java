package org.redoubt.api.vault;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;

/**
 * What a repair found and did; after a dry run, what it would do.
 *
 * @param dryRun whether this is what would be done
 * @param lost how many chunks are needed that could not be read before
 * @param found packs that no index object named any more and that are needed
 * @param rewritten damaged packs of which all that can be read was stored anew
 * @param taken how many chunks were taken from the other bank
 * @param dropped how many damaged or missing index objects count no more, as all that is needed of them stands in others
 * @param left how many chunks are needed and still lost; more may be where lists of chunks are lost
 * @param notices what else a person should know, one sentence each
 */
public record RepairReport(boolean dryRun, long lost, CollectReport.Amount found, CollectReport.Amount rewritten, long taken, long dropped, long left,
        List<String> notices) {
    /** Copies the list. */
    public RepairReport {
        notices = List.copyOf(notices);
    }

    /** This report and one more thing to know. */
    public RepairReport notice(String sentence) {
        List<String> more = new ArrayList<>(notices);
        more.add(sentence);
        return new RepairReport(dryRun, lost, found, rewritten, taken, dropped, left, more);
    }

    /** Whether all that is needed can be read, or could be. */
    public boolean whole() {
        return left == 0;
    }

    /** The members are named as the components, and besides {@code whole}. */
    public JsonObject toJson() {
        return JsonObject.builder().put("dryRun", dryRun).put("lost", lost).put("found", found.toJson()).put("rewritten", rewritten.toJson())
                .put("taken", taken).put("dropped", dropped).put("left", left).put("whole", whole()).put("notices", JsonArray.ofStrings(notices)).build();
    }
}
