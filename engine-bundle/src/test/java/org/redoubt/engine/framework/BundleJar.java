package org.redoubt.engine.framework;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Puts a bundle together. */
public final class BundleJar {
    private final Manifest manifest = new Manifest();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private String components = "";

    /** An empty bundle. */
    public BundleJar(String symbolicName, String version) {
        header(Attributes.Name.MANIFEST_VERSION.toString(), "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", symbolicName);
        header("Bundle-Version", version);
    }

    /** This bundle with a header. */
    public BundleJar header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** This bundle with a file. */
    public BundleJar entry(String path, byte[] bytes) {
        entries.put(path, bytes);
        return this;
    }

    /** This bundle with the descriptor of a component. */
    public BundleJar component(String file, String descriptor) {
        components += (components.isEmpty() ? "" : ",") + "OSGI-INF/" + file;
        return entry("OSGI-INF/" + file, descriptor.getBytes(StandardCharsets.UTF_8)).header("Service-Component", components);
    }

    /** The jar. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
