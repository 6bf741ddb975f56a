package org.redoubt.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.redoubt.probe.BadActivator;
import org.redoubt.probe.BadPlugin;
import org.redoubt.probe.FailingActivator;
import org.redoubt.probe.FailingComponent;
import org.redoubt.probe.MetatypeProbe;
import org.redoubt.probe.ProbeActivator;
import org.redoubt.probe.ProbePlugin;
import org.redoubt.probe.StageActivator;
import org.redoubt.probe.StagePlugin;

/** Writes jars of plugins, whole and broken ones. */
final class ProbeJar {
    static final String NAME = "org.redoubt.probe";
    static final String STAGE = "org.redoubt.stage";

    private static final String IMPORTS = "org.osgi.framework,org.redoubt.api.checkpoint,org.redoubt.api.json,"
            + "org.redoubt.api.protectable,org.redoubt.api.protection,org.redoubt.api.resource,org.redoubt.api.vault";

    private ProbeJar() {
    }

    static Path plugin(Path file, String version) throws IOException {
        return write(file, activated(ProbeActivator.class, manifest(NAME, version, IMPORTS)),
                List.of(ProbeActivator.class, ProbePlugin.class, anonymous(ProbePlugin.class, 1)));
    }

    /** A plugin whose effects are seen. */
    static Path stage(Path file, String version) throws IOException {
        return write(file, activated(StageActivator.class, manifest(STAGE, version, IMPORTS)),
                List.of(StageActivator.class, StagePlugin.class, anonymous(StagePlugin.class, 1), anonymous(StagePlugin.class, 2)));
    }

    /** A plugin that does what no plugin should. */
    static Path bad(Path file) throws IOException {
        return write(file, activated(BadActivator.class, manifest("org.redoubt.bad", "1.0.0", IMPORTS)),
                List.of(BadActivator.class, BadPlugin.class, anonymous(BadPlugin.class, 1)));
    }

    private static Class<?> anonymous(Class<?> outer, int number) {
        try {
            return Class.forName(outer.getName() + "$" + number);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path needing(Path file, String packageName) throws IOException {
        return write(file, activated(ProbeActivator.class, manifest("org.redoubt.needy", "1.0.0", packageName)), List.of());
    }

    /** A bundle that requires a plugin for a type of resources: to resolve, or only to be of use. */
    static Path requiring(Path file, String name, String type, boolean toResolve) throws IOException {
        Manifest manifest = manifest(name, "1.0.0", "org.osgi.framework");
        manifest.getMainAttributes().putValue("Require-Capability", "redoubt.plugin;filter:=\"(redoubt.resource.type=" + type + ")\""
                + (toResolve ? "" : ";effective:=active"));
        return write(file, manifest, List.of());
    }

    static Path failing(Path file) throws IOException {
        return write(file, activated(FailingActivator.class, manifest("org.redoubt.failing", "1.0.0", "org.osgi.framework")),
                List.of(FailingActivator.class));
    }

    /** A bundle that asks the metatype service what can be configured. */
    static Path metatype(Path file) throws IOException {
        return write(file, activated(MetatypeProbe.class, manifest("org.redoubt.metatype", "1.0.0", "org.osgi.framework,org.osgi.service.metatype")),
                List.of(MetatypeProbe.class));
    }

    /** A bundle with a component that throws when it is made, or that waits for a service that nobody has. */
    static Path component(Path file, boolean waits) throws IOException {
        Manifest manifest = manifest("org.redoubt.component." + (waits ? "waiting" : "throwing"), "1.0.0",
                IMPORTS + ",org.osgi.service.component;version=\"[1.4,2)\"");
        manifest.getMainAttributes().putValue("Service-Component", "OSGI-INF/component.xml");
        manifest.getMainAttributes().putValue("Require-Capability",
                "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.4.0)(!(version>=2.0.0)))\"");
        String reference = waits ? "<reference name='missing' interface='com.example.Missing'/>" : "";
        String component = "<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.4.0' name='" + FailingComponent.class.getName()
                + "' immediate='true'><implementation class='" + FailingComponent.class.getName() + "'/>" + reference + "</scr:component>";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new JarEntry("OSGI-INF/component.xml"));
            jar.write(component.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
            add(jar, FailingComponent.class);
        }
        return file;
    }

    static Path plain(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        return write(file, manifest, List.of(ProbePlugin.class));
    }

    /** The first part of a jar, as a copy under way has it. */
    static Path half(Path file, Path whole) throws IOException {
        byte[] bytes = Files.readAllBytes(whole);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes, 0, bytes.length / 2);
        }
        return file;
    }

    private static Manifest manifest(String name, String version, String imports) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", version);
        attributes.putValue("Import-Package", imports);
        return manifest;
    }

    private static Manifest activated(Class<?> activator, Manifest manifest) {
        manifest.getMainAttributes().putValue("Bundle-Activator", activator.getName());
        return manifest;
    }

    private static Path write(Path file, Manifest manifest, List<Class<?>> classes) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Class<?> type : classes) {
                add(jar, type);
            }
        }
        return file;
    }

    private static void add(JarOutputStream jar, Class<?> type) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(entry));
        try (InputStream content = type.getClassLoader().getResourceAsStream(entry)) {
            content.transferTo(jar);
        }
        jar.closeEntry();
    }
}
