package org.redoubt.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.redoubt.probe.FailingActivator;
import org.redoubt.probe.ProbeActivator;
import org.redoubt.probe.ProbePlugin;

/** Writes jars of plugins, whole and broken ones. */
final class ProbeJar {
    static final String NAME = "org.redoubt.probe";

    private static final String IMPORTS = "org.osgi.framework,org.redoubt.api.checkpoint,org.redoubt.api.json,"
            + "org.redoubt.api.protectable,org.redoubt.api.protection,org.redoubt.api.resource";

    private ProbeJar() {
    }

    static Path plugin(Path file, String version) throws IOException {
        return write(file, manifest(NAME, version, ProbeActivator.class, IMPORTS),
                List.of(ProbeActivator.class, ProbePlugin.class, anonymous()));
    }

    private static Class<?> anonymous() {
        try {
            return Class.forName(ProbePlugin.class.getName() + "$1");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path needing(Path file, String packageName) throws IOException {
        return write(file, manifest("org.redoubt.needy", "1.0.0", ProbeActivator.class, packageName), List.of());
    }

    static Path failing(Path file) throws IOException {
        return write(file, manifest("org.redoubt.failing", "1.0.0", FailingActivator.class, "org.osgi.framework"),
                List.of(FailingActivator.class));
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

    private static Manifest manifest(String name, String version, Class<?> activator, String imports) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", version);
        attributes.putValue("Bundle-Activator", activator.getName());
        attributes.putValue("Import-Package", imports);
        return manifest;
    }

    private static Path write(Path file, Manifest manifest, List<Class<?>> classes) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream content = type.getClassLoader().getResourceAsStream(entry)) {
                    content.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return file;
    }
}
