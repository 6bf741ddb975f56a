package org.redoubt.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file in the plugins folder")
final class JarCheckTest {
    @TempDir
    private Path folder;

    private Optional<String> complaint(byte[] content) throws IOException {
        return new JarCheck(Files.write(folder.resolve("some.jar"), content)).complaint();
    }

    private static byte[] jar(Optional<String> symbolicName) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        symbolicName.ifPresent(name -> manifest.getMainAttributes().putValue("Bundle-SymbolicName", name));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry("content"));
            byte[] content = new byte[100_000];
            new Random(1).nextBytes(content);
            jar.write(content);
        }
        return out.toByteArray();
    }

    @Test
    @DisplayName("that is a whole bundle is given to the framework")
    void aBundle() throws IOException {
        assertEquals(Optional.empty(), complaint(jar(Optional.of("org.example"))));
    }

    @Test
    @DisplayName("that is cut off anywhere is not whole, or no jar")
    void cutOff() throws IOException {
        byte[] whole = jar(Optional.of("org.example"));
        for (int length : new int[] {0, 1, 2, 100, whole.length / 2, whole.length - 1}) {
            String said = complaint(Arrays.copyOf(whole, length)).orElse("");
            assertTrue(said.startsWith(length < 2 ? "It is no jar" : "It is not whole: copy it again"), length + ": " + said);
        }
    }

    @Test
    @DisplayName("whose end has come before its middle is not whole")
    void aHoleInTheMiddle() throws IOException {
        byte[] sparse = jar(Optional.of("org.example"));
        Arrays.fill(sparse, sparse.length / 3, 2 * sparse.length / 3, (byte) 0);
        assertTrue(complaint(sparse).orElse("").startsWith("It is not whole"));
    }

    @Test
    @DisplayName("that is a plain jar, or no jar at all, is told from a bundle")
    void somethingElse() throws IOException {
        assertTrue(complaint(jar(Optional.empty())).orElse("").contains("no OSGi bundle"));
        assertTrue(complaint("this is no jar".getBytes()).orElse("").contains("no jar"));
        assertTrue(new JarCheck(folder.resolve("gone.jar")).complaint().orElse("").contains("no jar"));
    }
}
