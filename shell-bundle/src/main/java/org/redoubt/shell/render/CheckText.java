package org.redoubt.shell.render;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.redoubt.api.service.CheckpointCheck;
import org.redoubt.api.vault.CheckDepth;

/** The verifies of a checkpoint as people read them. */
public final class CheckText {
    private CheckText() {
    }

    /** For a column, such as {@code 2026-01-31 sound}, {@code 2026-01-31 sound, hashes} or {@code 2026-01-31 damaged, in part}; the day is that of this place. */
    public static String brief(Optional<CheckpointCheck> last) {
        return last.map(check -> LocalDate.ofInstant(check.at(), ZoneId.systemDefault()) + " " + (check.problems().isEmpty() ? "sound" : "damaged")
                + (check.depth() == CheckDepth.CONTENT ? "" : ", " + check.depth().word()) + (check.whole() ? "" : ", in part")).orElse("never");
    }

    /** For a line, with what was found. */
    public static String of(CheckpointCheck check) {
        return Human.time(check.at()) + ", " + (check.whole() ? "" : "in part, ") + Human.bytes(check.bytes())
                + (check.depth() == CheckDepth.CONTENT ? " read, " : " to the depth " + check.depth().word() + ", ")
                + (check.problems().isEmpty() ? "sound" : "damaged: " + check.problems().getFirst());
    }
}
