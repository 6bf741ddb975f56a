package org.redoubt.shell.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

    private static String painted(ProgressView progress, OperationState state, Terminal terminal) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ProgressLine(new PrintStream(out, true, StandardCharsets.UTF_8)).paint(OperationType.PROTECT, state, progress, terminal);
        String line = out.toString(StandardCharsets.UTF_8);
        assertTrue(line.startsWith(ERASE), line);
        return line.substring(ERASE.length());
    }

    @Test
    @DisplayName("has a bar, the bytes, the rate, and what runs")
    void aBar() {
        String line = painted(new ProgressView(3, 8, 512 << 20, 1 << 30, List.of("main of data")), OperationState.RUNNING, WIDE);
        assertTrue(line.startsWith("protect [############------------] 50%  512.0 MiB of 1.0 GiB  "), line);
        assertTrue(line.matches(".*/s(  .* left)?  main of data"), line);
    }

    @Test
    @DisplayName("has no bar while nobody knows how much there is, but bytes, rate and the time that was taken")
    void noBar() {
        String line = painted(new ProgressView(3, 8, 1024, 1024, List.of("main of data")), OperationState.RUNNING, WIDE);
        assertTrue(line.matches("protect 1\\.0 KiB  [0-9.]+ \\w+/s  [0-9]+:[0-9][0-9]  main of data"), line);
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
