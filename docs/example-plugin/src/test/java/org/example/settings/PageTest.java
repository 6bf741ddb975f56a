package org.example.settings;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page prints what is built and tested here, character by character. */
class PageTest {
    @Test
    void thePagePrintsWhatIsBuilt() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/example/settings"))) {
            for (Path file : sources.toList()) {
                assertPrinted("../writing-a-plugin.md", file);
            }
        }
        assertPrinted("../writing-a-plugin.md", Path.of("pom.xml"));
        assertPrinted("../writing-a-plugin.md", Path.of("src/test/java/org/example/settings/SettingsPluginTest.java"));
    }

    private static void assertPrinted(String page, Path file) throws IOException {
        assertTrue(Files.readString(Path.of(page)).contains("\n" + Files.readString(file) + "```"),
                () -> file + " is not what " + page + " prints.");
    }
}
