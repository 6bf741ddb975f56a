package org.redoubt.engine.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneSeamTest {
    @ParameterizedTest
    @ValueSource(strings = {"onPrepareBegin", "onPrepareFinish", "onMain", "onComplete", "onCheck"})
    void noClassButTheOneBehindTheRunnerCallsAHookOfAPlugin(String hook) throws IOException {
        try (Stream<Path> classes = Files.walk(Path.of("target/classes"))) {
            List<String> callers = classes.filter(file -> file.toString().endsWith(".class")).filter(file -> names(file, hook))
                    .map(file -> file.getFileName().toString()).toList();
            assertEquals(List.of("PluginOperation.class"), callers);
        }
    }

    private static boolean names(Path file, String method) {
        try {
            // A name stands in the constant pool behind its length in two bytes.
            String constant = "\0" + (char) method.length() + method;
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(constant);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
