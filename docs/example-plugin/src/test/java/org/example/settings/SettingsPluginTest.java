package org.example.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.Resource;
import org.redoubt.testkit.protection.ProtectionPluginContract;
import org.redoubt.testkit.protection.TestRestoreContext;

class SettingsPluginTest implements ProtectionPluginContract {
    private static final String CONTENT = "# colours\nwall = white\n";

    @TempDir
    Path folder;
    private final SettingsPlugin plugin = new SettingsPlugin();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("house.properties"), CONTENT);
    }

    @Override
    public ProtectionPlugin plugin() {
        return plugin;
    }

    @Override
    public Resource sample() {
        return Resource.of(SettingsPlugin.TYPE, folder.resolve("house.properties").toString(), "house.properties");
    }

    @Override
    public Optional<RestoreTarget> restoreTarget() throws IOException {
        return Optional.of(new RestoreTarget(Files.createTempDirectory(folder, "back").toString(), "house.properties"));
    }

    @Override
    public void assertRestored(TestRestoreContext context) throws IOException {
        assertEquals(CONTENT, Files.readString(Path.of(context.result().orElseThrow().place())));
    }
}
