package org.redoubt.journal.sqlite.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The native library of SQLite, as it lies in this bundle.
 *
 * <p>Java loads a file once for all class loaders, and an updated bundle, or a framework that starts again in one process, has a new
 * one. So it is unpacked under a name of its own each time, to the directory of the journal, or to the temporary folder where that one
 * forbids execution; and it is deleted as soon as it is loaded. Never twice for one class loader: Java would mix the functions of two
 * copies, and the process would crash. So what is otherwise avoided, a static state, is the very thing here.
 */
final class NativeLibrary {
    /** Where the bundle has what the driver looks for without this. */
    private static final String PREFIX = "/driver";
    private static final String PLACE = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static boolean loaded;

    private NativeLibrary() {
    }

    /** Loads it, unless somebody has told the driver where one is, or the driver finds it by itself outside of a bundle. */
    static void load(Path directory) throws RedoubtException {
        LOCK.lock();
        try {
            if (!loaded) {
                loadOnce(directory);
                loaded = true;
            }
        } finally {
            LOCK.unlock();
        }
    }

    private static void loadOnce(Path directory) throws RedoubtException {
        boolean bundled = NativeLibrary.class.getResource(PREFIX + "/org/sqlite/native/Linux/x86_64/libsqlitejdbc.so") != null;
        if (System.getProperty(PLACE) != null || !bundled) {
            return;
        }
        String reason = "there is none for this system";
        for (Path place : List.of(directory, Path.of(System.getProperty("java.io.tmpdir")))) {
            try (InputStream library = NativeLibrary.class.getResourceAsStream(PREFIX + LibraryLoaderUtil.getNativeLibResourcePath()
                    + "/" + LibraryLoaderUtil.getNativeLibName())) {
                if (library != null) {
                    load(place, library);
                    return;
                }
            } catch (Exception | UnsatisfiedLinkError e) {
                reason = e.getMessage();
            }
        }
        throw new RedoubtException(Problem.of(ProblemKind.UNSUPPORTED, "The journal needs the native library of SQLite, which cannot be loaded here: "
                + reason + ".").hint("It is unpacked to " + directory + " or else to the temporary folder (java.io.tmpdir), one of which must not be mounted "
                + "noexec; there is one for Linux and macOS on x86-64 and aarch64."));
    }

    private static void load(Path place, InputStream library) throws Exception {
        Path file = Files.createTempFile(place, "sqlite-", ".library");
        try {
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            // Says why, if it fails; the driver then finds it loaded.
            System.load(file.toString());
            tellDriver(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The driver takes a library that is not its own only by properties of the process: they are there for a moment. */
    private static void tellDriver(Path file) throws Exception {
        System.setProperty(PLACE, file.getParent().toString());
        System.setProperty(NAME, file.getFileName().toString());
        try {
            SQLiteJDBCLoader.initialize();
        } finally {
            System.clearProperty(PLACE);
            System.clearProperty(NAME);
        }
    }

    /** Deletes what a process left that was killed while it loaded the library. */
    static void sweep(Path directory) throws IOException {
        try (var left = Files.newDirectoryStream(directory, "sqlite-*.library")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }
}
