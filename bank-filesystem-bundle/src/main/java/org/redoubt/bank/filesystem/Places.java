package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;

/**
 * Where objects are: a key is a path below one directory. No component of it may be a symbolic link, and directories come
 * and go with the objects in them. Thread-safe, also beside other processes.
 */
final class Places {
    private static final int REMEMBERED = 100_000;

    private final Path objects;
    private final Failures failures;
    private final Map<Path, Directory> durable = new ConcurrentHashMap<>();

    /** What tells a directory from another one that is made later at the same path and gets the same number. */
    private record Directory(Object key, Object created) {
        static Directory of(BasicFileAttributes attributes) {
            return new Directory(String.valueOf(attributes.fileKey()), attributes.creationTime());
        }
    }

    Places(Path objects, Failures failures) {
        this.objects = objects;
        this.failures = failures;
    }

    /** The directory that all is below. */
    Path top() {
        return objects;
    }

    /** Where an object is, or would be. */
    Path of(Key key) {
        return objects.resolve(key.toString());
    }

    /** The object under a key, if there is one. */
    Optional<BasicFileAttributes> find(Key key) throws BankException, IOException {
        return look(key.toString()).filter(BasicFileAttributes::isRegularFile);
    }

    /** The directory or the object at a path below the top, or the top itself for an empty path; empty if there is none or something in the way. */
    Optional<BasicFileAttributes> look(String path) throws BankException, IOException {
        Path at = objects;
        try {
            for (String part : path.split("/")) {
                if (!checked(at).isDirectory()) {
                    return Optional.empty();
                }
                at = at.resolve(part);
            }
            return Optional.of(checked(at));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What is at a path, which must be something that this bank makes. */
    BasicFileAttributes checked(Path path) throws BankException, IOException {
        BasicFileAttributes attributes = Durable.look(path);
        if (!attributes.isDirectory() && !attributes.isRegularFile()) {
            throw failures.planted(path);
        }
        return attributes;
    }

    /**
     * Makes the directories above an object, on disk when this returns.
     *
     * @throws NoSuchFileException if one was removed at the same time; then try again
     */
    void makeParents(Key key) throws BankException, IOException {
        Path parent = objects;
        String[] parts = key.toString().split("/");
        for (int i = 0; i < parts.length - 1; i++) {
            Path child = parent.resolve(parts[i]);
            BasicFileAttributes attributes = directory(child, key);
            if (!Directory.of(attributes).equals(durable.get(child))) {
                Durable.sync(parent);
                remember(child, attributes);
            }
            parent = child;
        }
    }

    private BasicFileAttributes directory(Path path, Key key) throws BankException, IOException {
        BasicFileAttributes attributes;
        try {
            attributes = checked(path);
        } catch (NoSuchFileException e) {
            durable.remove(path);
            Durable.makeDirectory(path);
            attributes = checked(path);
        }
        if (attributes.isRegularFile()) {
            throw conflict(key, path);
        }
        return attributes;
    }

    private void remember(Path directory, BasicFileAttributes attributes) {
        if (durable.size() >= REMEMBERED) {
            durable.clear();
        }
        durable.put(directory, Directory.of(attributes));
    }

    private BankException conflict(Key key, Path other) {
        return failures.object(ProblemKind.CONFLICT, key, "cannot be stored beside " + objects.relativize(other)
                + ", as one key is a path prefix of the other");
    }

    /** Removes the empty directories where an object is to be; there must be no object below. */
    void clear(Key key) throws BankException, IOException {
        if (!removeEmpty(of(key))) {
            throw conflict(key, of(key));
        }
    }

    /** Removes a directory and all below it if there is no file anywhere. */
    private boolean removeEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                if (!Durable.look(child).isDirectory() || !removeEmpty(child)) {
                    return false;
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return true;
        }
        return remove(directory);
    }

    /** Removes the directories above a deleted object that have become empty. */
    void removeEmptyParents(Key key) throws IOException {
        Path directory = of(key).getParent();
        while (!directory.equals(objects) && remove(directory)) {
            directory = directory.getParent();
        }
    }

    /**
     * Removes a directory if it is empty.
     *
     * @return false if it stays
     */
    private boolean remove(Path directory) throws IOException {
        durable.remove(directory);
        try (DirectoryStream<Path> parent = Files.newDirectoryStream(directory.getParent())) {
            // Files.delete would remove an object that somebody else has put there at this moment.
            if (parent instanceof SecureDirectoryStream<Path> secure) {
                secure.deleteDirectory(directory.getFileName());
                return true;
            }
            return false;
        } catch (NoSuchFileException e) {
            return true;
        } catch (DirectoryNotEmptyException | NotDirectoryException e) {
            return false;
        }
    }
}
