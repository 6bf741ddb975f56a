package org.redoubt.plugin.volume.place;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A volume that the configuration of this host names. */
@Component(service = DeclaredVolume.class, name = "org.redoubt.plugin.volume.declared",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DeclaredVolume.Settings.class, factory = true)
public final class DeclaredVolume {
    /** The configuration, factory PID {@code org.redoubt.plugin.volume.declared}. */
    @ObjectClassDefinition(name = "Volume", description = "A directory, disk image or block device that is listed as protectable.")
    public @interface Settings {
        /** Its name for people. */
        @AttributeDefinition(description = "The name of the volume.")
        String name();

        /** Its absolute path. */
        @AttributeDefinition(description = "The absolute path of the directory, disk image or block device.")
        String path();
    }

    private final String name;
    private final String path;

    /** @param settings what the configuration says */
    @Activate
    public DeclaredVolume(Settings settings) {
        this(settings.name(), settings.path());
    }

    /** A volume of that name at that path. */
    public DeclaredVolume(String name, String path) {
        if (path == null || !path.startsWith("/")) {
            throw new IllegalArgumentException("A declared volume needs an absolute \"path\", not \"" + path + "\".");
        }
        this.path = path;
        this.name = name == null || name.isBlank() ? path : name;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its path. */
    public String path() {
        return path;
    }
}
