package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.redoubt.api.bank.Key;

/**
 * The names in one directory, in the order of the keys below it. A file counts with its name, a directory with its name and a
 * slash: so {@code a-b} and {@code a.b} come before what is in {@code a}.
 */
final class Names {
    private Names() {
    }

    /**
     * Reads a directory.
     *
     * @param directory which one; nothing is found in one that has gone
     * @param base what all keys below it begin with, empty or with a slash at the end
     * @param marker nothing is wanted of names below which all keys come before this one or are it
     */
    static List<String> read(Path directory, String base, String marker) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (wanted(base + name + "/", marker) && isPart(name) && base.length() + name.length() <= Key.MAX_LENGTH) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        names.sort(Comparator.naturalOrder());
        Set<String> folders = foldersAmong(directory, names);
        if (!folders.isEmpty()) {
            names.sort(Comparator.comparing(name -> folders.contains(name) ? name + "/" : name));
        }
        return names;
    }

    private static boolean wanted(String folder, String marker) {
        return folder.compareTo(marker) > 0 || marker.startsWith(folder);
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

    /** The directories that a plain sort puts at a wrong place. Only names that begin others need a look at the file. */
    private static Set<String> foldersAmong(Path directory, List<String> sorted) {
        Set<String> folders = new HashSet<>();
        for (int i = 0; i + 1 < sorted.size(); i++) {
            String name = sorted.get(i);
            String next = sorted.get(i + 1);
            if (next.startsWith(name) && next.charAt(name.length()) < '/'
                    && Files.isDirectory(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                folders.add(name);
            }
        }
        return folders;
    }
}
