package org.redoubt.crash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.redoubt.crashprobe.CrashProbe;

/** A copy of the distribution that has the probe among its bundles. */
final class ProbedDistribution {
    private static final String IMPORTS = "org.osgi.framework,org.osgi.util.tracker,org.redoubt.api.checkpoint,org.redoubt.api.json,"
            + "org.redoubt.api.problem,org.redoubt.api.protection,org.redoubt.api.resource";

    private ProbedDistribution() {
    }

    static Path make(Path real, Path place) throws Exception {
        Files.walkFileTree(real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(place.resolve(real.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                // The archive of classes is good for one place only.
                if (!file.getFileName().toString().startsWith("classes-")) {
                    Files.copy(file, place.resolve(real.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        probe(place.resolve("system/org.redoubt.crashprobe.jar"));
        return place;
    }

    private static void probe(Path jar) throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "org.redoubt.crashprobe");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", CrashProbe.class.getName());
        attributes.putValue("Import-Package", IMPORTS);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Path file : classes()) {
                out.putNextEntry(new JarEntry(CrashProbe.class.getPackageName().replace('.', '/') + "/" + file.getFileName()));
                try (InputStream content = Files.newInputStream(file)) {
                    content.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    private static List<Path> classes() throws Exception {
        Path folder = Path.of(CrashProbe.class.getResource("CrashProbe.class").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
