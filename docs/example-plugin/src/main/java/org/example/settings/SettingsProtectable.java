package org.example.settings;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.protectable.DiscoveryContext;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;

/** Finds files of settings: all in one folder, and any other by its path. */
@Component(configurationPid = "org.example.settings")
public final class SettingsProtectable implements ProtectablePlugin {
    /** The configuration: {@code etc/org.example.settings.cfg}. */
    public @interface Config {
        String folder() default "/etc/settings";
    }

    private final Path folder;

    @Activate
    public SettingsProtectable(Config config) {
        this(Path.of(config.folder()));
    }

    SettingsProtectable(Path folder) {
        this.folder = folder;
    }

    @Override
    public String getResourceType() {
        return SettingsPlugin.TYPE;
    }

    @Override
    public Set<String> getParentResourceTypes() {
        return Set.of();
    }

    @Override
    public List<Resource> listResources(DiscoveryContext context) throws IOException, CancelledException {
        List<Resource> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.properties")) {
                for (Path file : files) {
                    context.checkCancelled();
                    found.add(resource(file));
                }
            }
        }
        return found;
    }

    @Override
    public Optional<Resource> showResource(DiscoveryContext context, String id) {
        Path file = folder.resolve(id).normalize();
        return Files.isRegularFile(file) ? Optional.of(resource(file)) : Optional.empty();
    }

    @Override
    public List<Resource> getDependentResources(DiscoveryContext context, Resource parent) {
        return List.of();
    }

    private static Resource resource(Path file) {
        return Resource.of(SettingsPlugin.TYPE, file.toString(), file.getFileName().toString());
    }
}
