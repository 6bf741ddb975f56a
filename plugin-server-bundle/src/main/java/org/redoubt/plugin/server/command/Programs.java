package org.redoubt.plugin.server.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs of this host. */
final class Programs {
    private Programs() {
    }

    /** Whether a program is there, by its path or in the search path. */
    static boolean exists(String program) {
        if (program.contains("/")) {
            return isProgram(Path.of("/").resolve(program));
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator)).filter(part -> !part.isEmpty()).anyMatch(part -> isProgram(Path.of(part, program)));
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
