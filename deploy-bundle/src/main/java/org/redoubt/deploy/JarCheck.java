package org.redoubt.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/** Looks whether a file is a whole jar and an OSGi bundle, before the framework sees it. */
final class JarCheck {
    private static final int ZIP_MAGIC = 0x504b;

    private final Path file;

    JarCheck(Path file) {
        this.file = file;
    }

    /** What is wrong with the file, in one sentence; nothing if it can be given to the framework. */
    Optional<String> complaint() {
        if (!looksLikeZip()) {
            return Optional.of("It is no jar: its first bytes are not those of one.");
        }
        // A jar has its table of contents at its end, so a part of one cannot be opened; every entry is read as well,
        // as a copy that resumes or is sparse may have its end before its middle.
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                try (InputStream content = jar.getInputStream(entry)) {
                    content.transferTo(OutputStream.nullOutputStream());
                }
            }
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                return Optional.of("It is a plain jar and no OSGi bundle: its manifest has no Bundle-SymbolicName.");
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of("It is not whole: copy it again (" + e.getMessage() + ").");
        }
    }

    private boolean looksLikeZip() {
        try (InputStream content = Files.newInputStream(file)) {
            return (content.read() << 8 | content.read()) == ZIP_MAGIC;
        } catch (IOException e) {
            return false;
        }
    }
}
