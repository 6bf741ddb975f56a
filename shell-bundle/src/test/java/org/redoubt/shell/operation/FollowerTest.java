package org.redoubt.shell.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProgressView;
import org.redoubt.shell.console.Visitor;
import org.redoubt.shell.given.GivenOperation;
import org.redoubt.shell.wire.Terminal;

@DisplayName("Who waits for an operation")
final class FollowerTest {
    private static final String ERASE = "\r\u001b[K";
    private static final GivenOperation RUNNING = operation(OperationState.RUNNING, List.of());

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static GivenOperation operation(OperationState state, List<Problem> warnings) {
        return new GivenOperation(OperationType.PROTECT, state, new ProgressView(3, 8, 30 << 20, 120 << 20, List.of("main of data")),
                warnings, warnings.isEmpty() ? 0 : Math.max(7, warnings.size()));
    }

    /** The time of an operation that takes so long; who waits for it waits for as long as there is. */
    private static final class Given implements Passing {
        private final Duration length;
        private final OperationView last;
        private Duration now = Duration.ZERO;

        Given(Duration length, OperationView last) {
            this.length = length;
            this.last = last;
        }

        @Override
        public long nanos() {
            return now.toNanos();
        }

        @Override
        public Optional<OperationView> end(OperationHandle handle, Duration longest) {
            Duration next = now.plus(longest);
            now = next.compareTo(length) < 0 ? next : length;
            return now.equals(length) ? Optional.of(last) : Optional.empty();
        }
    }

    /** What is said to somebody who waits for an operation of that length. */
    private String said(Duration length, Terminal terminal, boolean quiet, Problem... warnings) throws InterruptedException {
        OperationView last = operation(OperationState.SUCCEEDED, List.of(warnings));
        Visitor visitor = new Visitor("ann", Path.of("/"), terminal);
        Follower follower = new Follower(visitor, new PrintStream(err, true, StandardCharsets.UTF_8), quiet, new Given(length, last));
        assertEquals(last, follower.await(RUNNING));
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("given no terminal, then there is a quiet line each thirty seconds")
    void quietLines() throws InterruptedException {
        assertEquals("protect running: 30.0 MiB of 120.0 MiB\n".repeat(3), said(Duration.ofSeconds(119), Terminal.NONE, false));
    }

    @Test
    @DisplayName("given no terminal and an operation that is over before, then there is none")
    void overBefore() throws InterruptedException {
        assertEquals("", said(Duration.ofSeconds(29), Terminal.NONE, false));
    }

    @Test
    @DisplayName("given a program that wants a document, then nothing is said however long it takes, on a terminal neither")
    void nothingToPrograms() throws InterruptedException {
        Problem warning = Problem.of(ProblemKind.INVALID, "A file has changed.");
        assertEquals("", said(Duration.ofHours(1), Terminal.NONE, true, warning));
        assertEquals("", said(Duration.ofHours(1), new Terminal(100, true, true, true), true, warning));
    }

    @Test
    @DisplayName("given a terminal, then a line is painted several times a second, and erased at the end")
    void aLineIsPainted() throws InterruptedException {
        String said = said(Duration.ofMillis(400), new Terminal(200, true, true, true), false);
        String bar = ERASE + "protect [######------------------] 25%  30.0 MiB of 120.0 MiB  ";
        assertEquals(bar + "200.0 MiB/s  1.0 s left  main of data" + bar + "160.0 MiB/s  1.0 s left  main of data" + ERASE, said);
    }

    @Test
    @DisplayName("is told the warnings at the end, and how many more there are")
    void warnings() throws InterruptedException {
        assertEquals("warning: A file has changed.\nwarning: and 6 more.\n",
                said(Duration.ofSeconds(1), Terminal.NONE, false, Problem.of(ProblemKind.INVALID, "A file has changed.")));
    }

    @Test
    @DisplayName("is told ten warnings of many, and what lists the others")
    void manyWarnings() throws InterruptedException {
        Problem[] twelve = Collections.nCopies(12, Problem.of(ProblemKind.INVALID, "A file has changed.")).toArray(Problem[]::new);
        assertEquals("warning: A file has changed.\n".repeat(10) + "warning: and 2 more; `redoubt operations " + RUNNING.id() + " --json` lists all.\n",
                said(Duration.ofSeconds(1), Terminal.NONE, false, twelve));
    }
}
