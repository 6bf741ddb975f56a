package org.redoubt.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.service.CheckpointCheck;
import org.redoubt.api.vault.CheckDepth;

@DisplayName("The last verify of a checkpoint")
final class CheckTextTest {
    private static final Problem DAMAGE = Problem.of(ProblemKind.DAMAGED, "One object is damaged.");

    private static Optional<CheckpointCheck> check(boolean whole, Problem... problems) {
        return Optional.of(check(CheckDepth.CONTENT, whole, problems));
    }

    private static CheckpointCheck check(CheckDepth depth, boolean whole, Problem... problems) {
        var at = LocalDateTime.of(2026, 1, 31, 18, 0).atZone(ZoneId.systemDefault()).toInstant();
        return new CheckpointCheck(at, whole, depth, 2048, List.of(problems));
    }

    @Test
    @DisplayName("is a day and a result in a column")
    void inAColumn() {
        assertEquals("never", CheckText.brief(Optional.empty()));
        assertEquals("2026-01-31 sound", CheckText.brief(check(true)));
        assertEquals("2026-01-31 damaged, in part", CheckText.brief(check(false, DAMAGE)));
        assertEquals("2026-01-31 sound, objects", CheckText.brief(Optional.of(check(CheckDepth.OBJECTS, true))));
    }

    @Test
    @DisplayName("is told with what was read and the first damage in a line")
    void inALine() {
        assertEquals("2026-01-31 18:00:00, in part, 2.0 KiB read, sound", CheckText.of(check(CheckDepth.CONTENT, false)));
        assertEquals("2026-01-31 18:00:00, 2.0 KiB read, damaged: One object is damaged.", CheckText.of(check(CheckDepth.CONTENT, true, DAMAGE)));
        assertEquals("2026-01-31 18:00:00, 2.0 KiB to the depth hashes, sound", CheckText.of(check(CheckDepth.HASHES, true)));
    }
}
