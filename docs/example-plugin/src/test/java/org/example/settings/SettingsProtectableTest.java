package org.example.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;
import org.redoubt.testkit.protection.ProtectablePluginContract;

class SettingsProtectableTest implements ProtectablePluginContract {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("house.properties"), "wall = white\n");
    }

    @Override
    public ProtectablePlugin plugin() {
        return new SettingsProtectable(folder);
    }

    @Override
    public Resource sample() {
        return Resource.of(SettingsPlugin.TYPE, folder.resolve("house.properties").toString(), "house.properties");
    }
}
