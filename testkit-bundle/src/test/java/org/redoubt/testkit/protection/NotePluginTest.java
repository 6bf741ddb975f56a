package org.redoubt.testkit.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.Resource;

/** A proper plugin passes the suite. */
class NotePluginTest implements ProtectionPluginContract {
    @TempDir
    Path directory;
    private final NotePlugin plugin = new NotePlugin();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("note"), "remember");
    }

    @AfterEach
    void nothingIsLeftAside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.filter(file -> file.toString().endsWith(".aside")).count());
        }
    }

    @Override
    public ProtectionPlugin plugin() {
        return plugin;
    }

    @Override
    public ProtectionPlugin laterPlugin() {
        return new NotePlugin();
    }

    @Override
    public void assertTakenBack() throws IOException {
        nothingIsLeftAside();
        try (Stream<Path> files = Files.walk(directory)) {
            assertEquals(1, files.filter(Files::isRegularFile).count(), "only the note itself is there");
        }
    }

    @Override
    public Resource sample() {
        return Resource.of("Test::Note", directory.resolve("note").toString(), "note");
    }

    @Override
    public Optional<RestoreTarget> restoreTarget() throws IOException {
        return Optional.of(new RestoreTarget(Files.createTempDirectory(directory, "target").toString(), "note"));
    }

    @Override
    public void assertRestored(TestRestoreContext context) throws IOException {
        assertEquals("remember", Files.readString(Path.of(context.result().orElseThrow().place())));
    }

    @Override
    public Optional<Map<String, Object>> serviceProperties() {
        return Optional.of(Map.of("redoubt.resource.type", new String[] {"Test::Note"}, "redoubt.format", "1.1",
                "redoubt.format.reads", "[1.0,2.0)"));
    }
}
