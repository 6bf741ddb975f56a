package org.redoubt.vault.scrub;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.vault.fuzz.Target;

/** What is remembered of scrubs. */
public final class NoteTargets {
    private NoteTargets() {
    }

    /** All of this package. */
    public static List<Target> all() {
        ScrubReport.Finding finding = new ScrubReport.Finding("packs/d/x", "pack", ScrubReport.Harm.BYTES, "It is damaged.", Optional.of(7L));
        ScrubReport report = new ScrubReport(CheckDepth.HASHES, 3, true, true, Instant.EPOCH, Instant.EPOCH.plusSeconds(9), new Amount(9, 900), new Amount(3, 300), 5,
                1000, 1, List.of(finding), List.of());
        return List.of(Target.json("note of a scrub", ScrubNotes.json(report, "d/last"), ScrubNotes::read));
    }
}
