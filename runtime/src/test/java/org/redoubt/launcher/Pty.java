package org.redoubt.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A program at a terminal of its own, which the command {@code script} of util-linux makes. */
final class Pty implements AutoCloseable {
    private final Process process;
    private final OutputStream keys;
    private final Path screen;
    private int read;

    private Pty(Process process, Path screen) {
        this.process = process;
        this.keys = process.getOutputStream();
        this.screen = screen;
    }

    /**
     * Runs a program; the test is skipped where there is no {@code script}.
     *
     * @param program the program, its arguments and its surroundings
     * @param screen a file for all that it prints
     */
    static Pty run(ProcessBuilder program, Path screen) throws Exception {
        return run(program, screen, "dumb");
    }

    /** The same at a terminal of some type. */
    static Pty run(ProcessBuilder program, Path screen, String type) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script(1) here");
        String line = program.command().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/script", "--quiet", "--return", "--flush", "--command", "stty rows 24 cols 100; exec " + line, "/dev/null")
                .redirectErrorStream(true).redirectOutput(screen.toFile());
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        builder.environment().put("TERM", type);
        return new Pty(builder.start(), screen);
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits until a text comes that was not waited for before. */
    void await(String text) throws Exception {
        await(() -> found(text));
        read = screen().indexOf(text, read) + text.length();
    }

    void await(BooleanSupplier condition) throws Exception {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!condition.getAsBoolean()) {
            assertTrue(process.isAlive() || condition.getAsBoolean(), this::screen);
            assertTrue(System.nanoTime() < giveUp, this::screen);
            Thread.sleep(20);
        }
    }

    private boolean found(String text) {
        return screen().indexOf(text, read) >= 0;
    }

    private String screen() {
        try {
            return Files.readString(screen, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    int exit() throws InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), this::screen);
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        keys.close();
        process.destroy();
    }
}
