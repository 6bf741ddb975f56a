package org.redoubt.engine.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes bundles of plugins, each with classes of its own. */
public final class PluginJar {
    private static final String SOURCE = """
            package probe;
            import java.util.*;
            import org.redoubt.api.protectable.*;
            import org.redoubt.api.protection.*;
            import org.redoubt.api.resource.*;
            public class Probe implements ProtectionPlugin, ProtectablePlugin {
                public Probe(Map<String, Object> properties) {
                    if (properties.containsKey("fail")) {
                        throw new IllegalStateException(properties.get("fail").toString());
                    }
                }
                public Operation<ProtectContext> getProtectOperation(Resource r) { return Operation.none(); }
                public Operation<RestoreContext> getRestoreOperation(Resource r) { return Operation.none(); }
                public String getResourceType() { return "Probe"; }
                public Set<String> getParentResourceTypes() { return Set.of("Probe"); }
                public List<Resource> listResources(DiscoveryContext c) { return List.of(Resource.of("Probe", "1", "one")); }
                public Optional<Resource> showResource(DiscoveryContext c, String id) {
                    return Optional.of(Resource.of("Probe", id, id + " seen by " + Thread.currentThread().getContextClassLoader().equals(getClass().getClassLoader())));
                }
                public List<Resource> getDependentResources(DiscoveryContext c, Resource parent) {
                    return parent.id().length() > 2 ? List.of() : List.of(Resource.of("Probe", parent.id() + "x", "child"));
                }
            }
            """;

    private final Path classes;

    /** Compiles what is in all of them. */
    public PluginJar(Path folder) throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        Path source = Files.writeString(Files.createDirectories(folder.resolve("probe")).resolve("Probe.java"), SOURCE);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(source)).call()) {
                throw new IllegalStateException("The probe does not compile.");
            }
        }
    }

    /**
     * A bundle with one component.
     *
     * @param version the version of the bundle
     * @param more elements of the descriptor: properties, references
     */
    public byte[] bytes(String name, String version, String... more) throws IOException {
        BundleJar jar = new BundleJar(name, version).header("Import-Package", "org.redoubt.api.protection,org.redoubt.api.protectable,"
                + "org.redoubt.api.resource,org.redoubt.api.json,org.redoubt.api.checkpoint,org.redoubt.api.problem");
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).forEach(file -> jar.entry(classes.relativize(file).toString(), read(file)));
        }
        return jar.component("probe.xml", """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s" init="1">
                  <implementation class="probe.Probe"/>
                  <service>
                    <provide interface="org.redoubt.api.protection.ProtectionPlugin"/>
                    <provide interface="org.redoubt.api.protectable.ProtectablePlugin"/>
                  </service>
                  %s
                </scr:component>
                """.formatted(name, String.join("\n", more))).bytes();
    }

    /** The property with the type. */
    public static String type(String type) {
        return property("redoubt.resource.type", type);
    }

    /** A text property. */
    public static String property(String name, String value) {
        return "<property name=\"" + name + "\" value=\"" + value + "\"/>";
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
