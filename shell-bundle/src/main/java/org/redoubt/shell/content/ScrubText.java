package org.redoubt.shell.content;

import java.time.Duration;
import java.util.List;
import org.redoubt.api.vault.CollectReport.Amount;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.shell.render.Human;

/** Scrubs of banks, as people read them. */
public final class ScrubText {
    private ScrubText() {
    }

    private static String amount(Amount checked, Amount packs) {
        String all = Human.count(packs.objects(), "pack") + ", " + Human.bytes(packs.bytes());
        return checked.equals(packs) ? "all " + all : checked.objects() + " of " + all;
    }

    /** What a bank remembers, as the end of a sentence. */
    public static String sentence(ScrubNote note) {
        return "scrubbed " + Human.time(note.ended()) + " to the depth " + note.depth().word() + " (" + amount(note.checked(), note.packs()) + "): "
                + (note.damaged() == 0 ? note.whole() ? "sound" : "nothing damaged, as far as could be looked" : Human.count(note.damaged(), "damaged object"));
    }

    /** What a scrub has found, in a sentence. */
    public static String sentence(ScrubReport report) {
        return "Scrubbed to the depth " + report.depth().word() + " in " + Human.duration(Duration.between(report.started(), report.ended())) + ": "
                + amount(report.checked(), report.packs()) + ", and " + Human.count(report.others(), "other object") + ".";
    }

    /** What is wrong, a line each. */
    public static List<String> findings(ScrubReport report) {
        return report.findings().stream().map(finding -> "! " + finding.object() + ": " + finding.reason()
                + finding.chunks().map(lost -> lost == 0 ? " No chunk in it is lost." : " Chunks lost in it: " + lost + ".").orElse("")).toList();
    }
}
