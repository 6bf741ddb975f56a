package org.redoubt.shell.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.ProgressView;
import org.redoubt.shell.wire.Terminal;

@DisplayName("The line of progress on a terminal")
final class ProgressLineTest {
    private static final String ERASE = "\r\u001b[K";
    private static final Terminal WIDE = new Terminal(200, true, true, true);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Duration now = Duration.ofDays(1);
    private final ProgressLine line = new ProgressLine(new PrintStream(out, true, StandardCharsets.UTF_8), () -> now.toNanos());

    /** What a line shows of an operation two seconds later. */
    private String painted(ProgressView progress, OperationState state, Terminal terminal) {
        out.reset();
        now = now.plusSeconds(2);
        line.paint(OperationType.PROTECT, state, progress, terminal);
        String shown = out.toString(StandardCharsets.UTF_8);
        assertTrue(shown.startsWith(ERASE), shown);
        return shown.substring(ERASE.length());
    }

    @Test
    @DisplayName("has a bar, the bytes, the rate, the time that is left, and what runs")
    void aBar() {
        assertEquals("protect [############------------] 50%  512.0 MiB of 1.0 GiB  256.0 MiB/s  2.0 s left  main of data",
                painted(new ProgressView(3, 8, 512 << 20, 1 << 30, List.of("main of data")), OperationState.RUNNING, WIDE));
    }

    @Test
    @DisplayName("has a rate that follows slowly, and the time that is left at it")
    void theRateFollows() {
        painted(new ProgressView(3, 8, 100 << 20, 1000 << 20, List.of()), OperationState.RUNNING, WIDE);
        // A fifth of the 100 MiB/s of the last two seconds, four fifths of the 50 MiB/s before.
        assertEquals("protect [#######-----------------] 30%  300.0 MiB of 1000.0 MiB  60.0 MiB/s  11.0 s left",
                painted(new ProgressView(3, 8, 300 << 20, 1000 << 20, List.of()), OperationState.RUNNING, WIDE));
    }

    @Test
    @DisplayName("says nothing of the time that is left while nothing moves")
    void nothingMoves() {
        assertEquals("protect [------------------------] 0%  0 B of 1.0 GiB  0 B/s",
                painted(new ProgressView(0, 8, 0, 1 << 30, List.of()), OperationState.RUNNING, WIDE));
    }

    @Test
    @DisplayName("has no bar while nobody knows how much there is, but bytes, rate and the time that was taken")
    void noBar() {
        assertEquals("protect 1.0 KiB  512 B/s  0:02  main of data",
                painted(new ProgressView(3, 8, 1024, 1024, List.of("main of data")), OperationState.RUNNING, WIDE));
        assertEquals("protect running  3/8 hooks", painted(new ProgressView(3, 8, 0, 0, List.of()), OperationState.RUNNING, WIDE));
        assertEquals("protect succeeded  8/8 hooks", painted(new ProgressView(8, 8, 5, 9, List.of()), OperationState.SUCCEEDED, WIDE));
    }

    @Test
    @DisplayName("never is wider than the terminal")
    void aNarrowTerminal() {
        assertEquals(29, painted(new ProgressView(3, 8, 1, 2, List.of("main of something with a long name")), OperationState.RUNNING,
                new Terminal(30, true, true, true)).length());
    }
}
