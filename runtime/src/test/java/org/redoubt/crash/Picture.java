package org.redoubt.crash;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a directory or file was like at one moment: each path with its kind, mode, bytes and, for a file, its time. */
final class Picture {
    private Picture() {
    }

    /** Of everything at and below a path; empty if there is nothing. */
    static SortedMap<String, String> of(Path root) throws IOException {
        return of(root, new Digests());
    }

    /** As {@link #of(Path)}, with digests that are known already. */
    static SortedMap<String, String> of(Path root, Digests digests) throws IOException {
        SortedMap<String, String> picture = new TreeMap<>();
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return picture;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                picture.put(root.relativize(folder).toString(), "directory " + mode(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                picture.put(root.relativize(file).toString(), attributes.isSymbolicLink() ? "link " + Files.readSymbolicLink(file)
                        : "file " + mode(file) + " " + attributes.lastModifiedTime() + " " + digests.of(file));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return picture;
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
