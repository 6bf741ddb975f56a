package org.redoubt.shell.render;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.redoubt.api.service.CheckpointCheck;

/** The last verify of a checkpoint as people read it. */
public final class CheckText {
    private CheckText() {
    }

    /** For a column, such as {@code 2026-01-31 sound} or {@code 2026-01-31 damaged, in part}; the day is that of this place. */
    public static String brief(Optional<CheckpointCheck> last) {
        return last.map(check -> LocalDate.ofInstant(check.at(), ZoneId.systemDefault()) + " " + (check.problems().isEmpty() ? "sound" : "damaged")
                + (check.whole() ? "" : ", in part")).orElse("never");
    }

    /** For a line, with what was found. */
    public static String of(Optional<CheckpointCheck> last) {
        return last.map(check -> Human.time(check.at()) + ", " + (check.whole() ? "" : "in part, ") + Human.bytes(check.bytes()) + " read, "
                + (check.problems().isEmpty() ? "sound" : "damaged: " + check.problems().getFirst())).orElse("never");
    }
}
