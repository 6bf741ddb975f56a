package org.redoubt.shell.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** A jar on its way into the folder of plugins. It gets there in one step, so nobody sees a part of it. */
final class PluginJar {
    private final Path source;

    PluginJar(Path source) throws RedoubtException {
        this.source = source;
        if (!Files.isRegularFile(source) || !Files.isReadable(source)) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no file " + source + " that can be read.")
                    .hint("Name the jar of a plugin."));
        }
        if (!fileName().endsWith(".jar") || fileName().startsWith(".")) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "The file " + fileName() + " is not named like a jar.")
                    .hint("Its name has to end with .jar."));
        }
    }

    String fileName() {
        return source.getFileName().toString();
    }

    /** The symbolic name of the bundle that it is; empty if it is none, which the folder then explains. */
    Optional<String> symbolicName() {
        try (JarFile jar = new JarFile(source.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            return Optional.ofNullable(manifest).map(m -> m.getMainAttributes().getValue("Bundle-SymbolicName"))
                    .map(value -> value.split(";")[0].strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Copies it to a file of the folder. */
    void copyTo(Path target, boolean replace) throws RedoubtException {
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            if (!replace && Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw new RedoubtException(Problem.of(ProblemKind.EXISTS, "The folder of plugins holds a file "
                    + target.getFileName() + " already.").hint("Use `redoubt plugin upgrade`."), e);
        } catch (IOException e) {
            discard(part);
            throw new RedoubtException(Problem.of(ProblemKind.DENIED, "The jar cannot be copied to " + target + ": "
                    + e.getMessage() + "."), e);
        }
    }

    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It stays behind, and is explained by the list of plugins.
        }
    }
}
