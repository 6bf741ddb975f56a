package org.redoubt.shell.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What there is to be compared of a tree: of each entry its kind, owner, permissions, time and content.
 *
 * @param entries by path from the root of the tree
 */
public record Fingerprint(Map<String, String> entries) {
    private static final int BUFFER = 1 << 16;

    /**
     * Takes the fingerprint of everything below a directory.
     *
     * @param timesOfLinks whether the times of symbolic links count
     */
    public static Fingerprint of(Path root, boolean timesOfLinks) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (!path.equals(root)) {
                    entries.put(root.relativize(path).toString(), describe(path, timesOfLinks));
                }
            }
        }
        return new Fingerprint(entries);
    }

    private static String describe(Path path, boolean timesOfLinks) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String common = attributes.owner() + ":" + attributes.group() + " " + PosixFilePermissions.toString(attributes.permissions());
        String time = " " + attributes.lastModifiedTime().toInstant();
        if (attributes.isSymbolicLink()) {
            return "link to " + Files.readSymbolicLink(path) + " " + common + (timesOfLinks ? time : "");
        }
        return attributes.isDirectory() ? "directory " + common + time : "file " + digest(path) + " " + common + time;
    }

    private static String digest(Path file) throws IOException {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            try (InputStream content = new DigestInputStream(Files.newInputStream(file), sha)) {
                byte[] buffer = new byte[BUFFER];
                while (content.read(buffer) >= 0) {
                    // Reading is all that is needed: the stream counts into the digest.
                }
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The paths that are not the same in another tree. */
    public List<String> differences(Fingerprint other) {
        List<String> different = new ArrayList<>();
        entries.forEach((path, text) -> {
            if (!Objects.equals(text, other.entries.get(path))) {
                different.add(path);
            }
        });
        other.entries.keySet().stream().filter(path -> !entries.containsKey(path)).forEach(different::add);
        return different;
    }
}
