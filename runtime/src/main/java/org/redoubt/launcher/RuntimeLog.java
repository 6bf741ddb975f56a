package org.redoubt.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The log of a runtime. Whatever the runtime prints goes there as well, so that standard output belongs to the answers
 * of commands alone.
 */
final class RuntimeLog {
    private static final long LARGEST = 10 << 20;

    private RuntimeLog() {
    }

    static void open(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > LARGEST) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        PrintStream log = new PrintStream(Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true, StandardCharsets.UTF_8);
        System.setOut(log);
        System.setErr(log);
    }
}
