package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.Key;

/**
 * The names in directories, in the order of the keys below. A file counts with its name, a directory with its name and a
 * slash: so {@code a-b} and {@code a.b} come before what is in {@code a}. The names in a large directory are remembered as
 * long as it does not change, so that a listing page by page does not read it for each of them. Thread-safe.
 */
final class Names {
    private static final int REMEMBERED = 4;
    /** A change within one tick of the file system's clock does not show in the time of the directory. */
    private static final Duration AT_REST = Duration.ofSeconds(5);

    private final int large;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Path, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true);

    private record State(String key, Object created, Object changed) {
        static State of(BasicFileAttributes attributes) {
            return new State(String.valueOf(attributes.fileKey()), attributes.creationTime(), attributes.lastModifiedTime());
        }
    }

    private record Remembered(State state, SoftReference<List<String>> names) {
    }

    /**
     * @param large how many names a directory has that is worth remembering
     * @param clock the one that the file system takes its times from
     */
    Names(int large, InstantSource clock) {
        this.large = large;
        this.clock = clock;
    }

    /**
     * The names in a directory, none in one that has gone. Where two names could change places, and only there, a directory
     * has a slash at its end.
     */
    List<String> in(Path directory) throws IOException {
        try {
            BasicFileAttributes attributes = Durable.look(directory);
            State state = State.of(attributes);
            Optional<List<String>> known = recall(directory, state);
            if (known.isPresent()) {
                return known.get();
            }
            boolean atRest = attributes.lastModifiedTime().toInstant().isBefore(clock.instant().minus(AT_REST));
            List<String> names = read(directory);
            if (atRest && names.size() >= large && state.equals(State.of(Durable.look(directory)))) {
                remember(directory, new Remembered(state, new SoftReference<>(names)));
            }
            return names;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    private Optional<List<String>> recall(Path directory, State state) {
        lock.lock();
        try {
            return Optional.ofNullable(remembered.get(directory)).filter(each -> each.state().equals(state))
                    .map(each -> each.names().get());
        } finally {
            lock.unlock();
        }
    }

    private void remember(Path directory, Remembered names) {
        lock.lock();
        try {
            remembered.put(directory, names);
            if (remembered.size() > REMEMBERED) {
                remembered.remove(remembered.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    private static List<String> read(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (isPart(name)) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(null);
        if (markFolders(directory, names)) {
            names.sort(null);
        }
        return names;
    }

    /** What is not the part of a key is none of the bank's. */
    private static boolean isPart(String name) {
        try {
            Key.of(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Gives a slash to the directories that a plain sort puts at a wrong place: only names that begin others can be such. */
    private static boolean markFolders(Path directory, List<String> sorted) {
        boolean any = false;
        for (int i = 0; i + 1 < sorted.size(); i++) {
            String name = sorted.get(i);
            String next = sorted.get(i + 1);
            if (next.startsWith(name) && next.charAt(name.length()) < '/'
                    && Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                sorted.set(i, name + "/");
                any = true;
            }
        }
        return any;
    }
}
