package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.bank.filesystem.BankDocument.UnreadableException;

/**
 * Finds the directory of a bank, makes it if it may, and knows it again. A directory whose bank is known but that has no
 * {@code bank.json} is the mount point of a disk that is not there: never the beginning of a new bank.
 */
final class Root {
    /** The document that makes a directory a bank. */
    static final String DOCUMENT = "bank.json";

    private final String name;
    private final Path path;
    private final boolean create;
    private final KnownBanks known;
    private final InstantSource clock;
    private final Failures failures;

    Root(String name, Path path, boolean create, KnownBanks known, InstantSource clock) {
        this.name = name;
        this.path = path;
        this.create = create;
        this.known = known;
        this.clock = clock;
        this.failures = new Failures(name, path);
    }

    /**
     * A directory that was found to be the bank.
     *
     * @param directory its real path
     * @param key what the system knows the directory by: another one mounted or put at the same path has another key
     * @param id the identity of the bank
     */
    record Found(Path directory, Object key, String id) {
        /** Whether the path still leads to the same directory. */
        boolean stays() {
            try {
                return key.equals(keyOf(directory));
            } catch (IOException e) {
                return false;
            }
        }
    }

    private static Object keyOf(Path directory) throws IOException {
        var attributes = Durable.look(directory);
        return attributes.isDirectory() && attributes.fileKey() != null ? attributes.fileKey() : attributes.isDirectory();
    }

    /** The real path of the directory; where it would be, if it is not there. */
    Path place() {
        for (Path at = path; at != null; at = at.getParent()) {
            try {
                return at.toRealPath().resolve(at.relativize(path));
            } catch (IOException absent) {
                // The nearest directory that is there says where it would be.
            }
        }
        return path;
    }

    /** What this home remembers the bank's identity to be. */
    Optional<String> remembered() throws BankException {
        try {
            return known.id(name);
        } catch (UnreadableException e) {
            throw failures.bank(ProblemKind.DAMAGED, "is unknown, as " + e.getMessage(), "Delete that file if the bank is the right one.");
        } catch (IOException e) {
            throw failures.of(e);
        }
    }

    /** Finds the bank, or makes it. */
    Found open() throws BankException {
        Optional<String> remembered = remembered();
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                if (remembered.isPresent() || !create) {
                    throw failures.missing();
                }
                Durable.makeDirectories(path);
            }
            refuseOther();
            Path directory = path.toRealPath();
            Object key = keyOf(directory);
            Optional<String> stored = stored(directory);
            if (stored.isEmpty()) {
                refuseNew(directory, remembered);
                BankDocument.create(directory.resolve(DOCUMENT), identity());
                stored = stored(directory);
            }
            String id = stored.orElseThrow(failures::missing);
            recognise(id, remembered);
            return new Found(directory, key, id);
        } catch (IOException e) {
            throw failures.of(e);
        }
    }

    private void refuseOther() throws IOException, BankException {
        if (Files.isSymbolicLink(path)) {
            throw failures.bank(ProblemKind.DENIED, "is a symbolic link, which could be turned to another place",
                    "Configure the path that it leads to: " + Files.readSymbolicLink(path) + ".");
        }
        if (!Files.isDirectory(path)) {
            throw failures.bank(ProblemKind.INVALID, "is no directory", "Correct the path of the bank.");
        }
    }

    private Optional<String> stored(Path directory) throws IOException, BankException {
        try {
            return BankDocument.read(directory.resolve(DOCUMENT));
        } catch (UnreadableException e) {
            throw failures.bank(ProblemKind.DAMAGED, "cannot be used, as " + e.getMessage(),
                    "Restore that file from a copy, or use the version of Redoubt that wrote it.");
        }
    }

    private void refuseNew(Path directory, Optional<String> remembered) throws IOException, BankException {
        if (remembered.isPresent()) {
            throw failures.bank(ProblemKind.UNAVAILABLE, "has no " + DOCUMENT + ", so the bank is not there",
                    "Mount its disk. If it is lost and a new bank is to begin here, give that another name.");
        }
        if (!create) {
            throw failures.bank(ProblemKind.UNAVAILABLE, "has no " + DOCUMENT + ", so there is no bank",
                    "Mount its disk, or set create to true.");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                boolean harmless = BankDocument.unfinished(entry) || entry.getFileName().toString().equals("lost+found");
                // Another process may have begun the bank since.
                if (!harmless && !Files.exists(directory.resolve(DOCUMENT))) {
                    throw failures.bank(ProblemKind.CONFLICT, "holds other files, so no new bank can begin there",
                            "Give the bank an empty directory.");
                }
            }
        }
    }

    private void recognise(String id, Optional<String> remembered) throws IOException, BankException {
        if (remembered.isEmpty()) {
            known.remember(name, id);
        } else if (!remembered.get().equals(id)) {
            throw failures.bank(ProblemKind.CONFLICT, "is another bank (" + id + ") than it was (" + remembered.get() + ")",
                    "Mount the right disk. If the change is meant, give the bank another name, or delete " + known.file(name) + ".");
        }
    }

    /** A UUID of version 7, which tells when the bank was made. */
    private String identity() {
        SecureRandom random = new SecureRandom();
        long high = clock.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = Long.MIN_VALUE | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
