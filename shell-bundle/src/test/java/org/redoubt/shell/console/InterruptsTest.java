package org.redoubt.shell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Ctrl-C")
final class InterruptsTest {
    private final Interrupts interrupts = new Interrupts();

    @Test
    @DisplayName("interrupts the thread that works, and leaves nothing behind")
    void plain() {
        interrupts.during(() -> {
            interrupts.raise();
            assertTrue(Thread.currentThread().isInterrupted());
        });
        assertFalse(Thread.interrupted());
    }

    @Test
    @DisplayName("goes to a command that knows how to stop, instead of its thread")
    void handled() {
        AtomicInteger stopped = new AtomicInteger();
        interrupts.during(() -> {
            Interrupts.Scope scope = interrupts.handle(stopped::incrementAndGet);
            interrupts.raise();
            scope.close();
            assertFalse(Thread.currentThread().isInterrupted());
        });
        assertEquals(1, stopped.get());
    }

    @Test
    @DisplayName("that came before the command could say how to stop is not lost")
    void early() {
        AtomicInteger stopped = new AtomicInteger();
        interrupts.during(() -> {
            interrupts.raise();
            interrupts.handle(stopped::incrementAndGet).close();
        });
        assertEquals(1, stopped.get());
    }

    @Test
    @DisplayName("does nothing when nothing runs")
    void idle() {
        interrupts.raise();
        assertFalse(Thread.interrupted());
    }
}
