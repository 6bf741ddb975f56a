package org.redoubt.launcher;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The log of a runtime. Whatever the runtime prints goes there as well, so that standard output belongs to the answers
 * of commands alone.
 */
final class RuntimeLog {
    private static final long LARGEST = 10 << 20;

    private RuntimeLog() {
    }

    static void open(Path directory) throws IOException {
        Path file = directory.resolve("redoubt.log");
        if (Files.exists(file) && Files.size(file) > LARGEST) {
            Files.move(file, directory.resolve("redoubt.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        PrintStream log = new PrintStream(new FileOutputStream(file.toFile(), true), true, StandardCharsets.UTF_8);
        System.setOut(log);
        System.setErr(log);
    }
}
