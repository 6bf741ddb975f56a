package org.redoubt.shell.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleServerTest {
    private static final String RANSOM = "Your files have been encrypted.\n";

    @TempDir
    Path source;

    @ParameterizedTest
    @ValueSource(ints = {2, 50, 75, 100})
    void damageDeletesSomeFilesAndOverwritesOthersHoweverManyThereAre(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Files.writeString(source.resolve("file" + i), "content of " + i);
        }
        SampleServer server = SampleServer.make(List.of(source));
        try {
            server.damage();
            try (Stream<Path> all = Files.walk(server.volumes().resolve("www"))) {
                List<Path> files = all.filter(Files::isRegularFile).toList();
                long overwritten = 0;
                for (Path file : files) {
                    overwritten += Files.readString(file).equals(RANSOM) ? 1 : 0;
                }
                assertTrue(overwritten > 0, "Files are overwritten.");
                assertTrue(files.size() < count, "Files are deleted.");
            }
        } finally {
            server.remove();
        }
        assertTrue(Files.notExists(server.volumes()));
    }
}
