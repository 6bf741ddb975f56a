package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.ProblemKind;

/** The objects in one directory, as long as it is the same directory. Thread-safe, also beside other processes. */
final class Store implements AutoCloseable {
    /** How often a put makes its parents again that deletes take away; each time somebody else got on. */
    private static final int ATTEMPTS = 10_000;
    /** How many objects in one directory take longer to read than a page of a listing may. */
    private static final int LARGE = 10_000;

    private final Root.Found root;
    private final Places places;
    private final Names names;
    private final Failures failures;
    private final Reserve reserve;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile Optional<Writer> writer = Optional.empty();

    Store(Root.Found root, Failures failures, InstantSource clock) {
        this.root = root;
        this.names = new Names(LARGE, clock);
        this.places = new Places(root.directory().resolve("objects"), failures);
        this.failures = failures;
        this.reserve = new Reserve(root.directory().resolve("reserve"), places);
    }

    Root.Found root() {
        return root;
    }

    Places places() {
        return places;
    }

    /** Opened for the first put, so that a bank on a read-only file system can be read. */
    private Writer writer() throws IOException, BankException {
        Optional<Writer> open = writer;
        if (open.isPresent()) {
            return open.get();
        }
        opening.lock();
        try {
            if (writer.isEmpty()) {
                Failures.refuseInterrupted();
                Path writers = root.directory().resolve("writers");
                for (Path each : List.of(places.top(), writers)) {
                    Durable.makeDirectory(each);
                    places.checked(each);
                }
                writer = Optional.of(Writer.open(writers));
                reserve.fill();
                Durable.sync(root.directory());
            }
            return writer.get();
        } finally {
            opening.unlock();
        }
    }

    /** Removes what dead processes have left, if that can be done: who only reads has no use for it, and may not be allowed to. */
    void tidy() {
        Path writers = root.directory().resolve("writers");
        try {
            if (places.checked(writers).isDirectory()) {
                Writer.removeDead(writers);
            }
        } catch (IOException | BankException e) {
            System.getLogger(Store.class.getName()).log(System.Logger.Level.DEBUG, "What dead processes left was not removed.", e);
        }
    }

    boolean put(Key key, Body body, PutOptions options) throws IOException, BankException {
        while (true) {
            try {
                return put(key, body, options.ifAbsent());
            } catch (IOException e) {
                if (!options.mayUseReserve() || failures.of(e).kind() != ProblemKind.FULL) {
                    throw e;
                }
                if (!reserve.release()) {
                    throw failures.exhausted(e);
                }
            }
        }
    }

    private boolean put(Key key, Body body, boolean ifAbsent) throws IOException, BankException {
        if (places.find(key).isPresent() && ifAbsent) {
            return present(key);
        }
        try (Writer.Unfinished file = writer().begin()) {
            new BodyCopy(key, body).to(file.path());
            for (int attempt = 1; ; attempt++) {
                Failures.refuseInterrupted();
                try {
                    places.makeParents(key);
                    return ifAbsent ? link(file.path(), key) : replace(file.path(), key);
                } catch (NoSuchFileException e) {
                    if (attempt == ATTEMPTS || !Files.exists(file.path())) {
                        throw e;
                    }
                } catch (FileSystemException e) {
                    if (!Files.isDirectory(places.of(key), LinkOption.NOFOLLOW_LINKS)) {
                        throw e;
                    }
                    places.clear(key);
                }
            }
        }
    }

    private boolean replace(Path file, Key key) throws IOException {
        Files.move(file, places.of(key), StandardCopyOption.ATOMIC_MOVE);
        return stored(key);
    }

    private boolean link(Path file, Key key) throws IOException, BankException {
        try {
            Files.createLink(places.of(key), file);
            return stored(key);
        } catch (FileAlreadyExistsException e) {
            if (places.find(key).isPresent()) {
                return present(key);
            }
            throw e;
        }
    }

    private boolean stored(Key key) throws IOException {
        sync(key);
        return true;
    }

    /** The caller will act on an object that another one stored, so it has to be on disk as well. */
    private boolean present(Key key) throws IOException {
        sync(key);
        return false;
    }

    /**
     * Brings the name of an object to disk, and those of the directories that lead to it; its bytes are there before it has a name. Or that it has
     * none any more. Whether there is one.
     */
    boolean settle(Key key) throws IOException, BankException {
        if (places.find(key).isEmpty()) {
            settleAbsence(places.of(key).getParent());
            return false;
        }
        try {
            places.makeParents(key);
        } catch (NoSuchFileException e) {
            return false;
        }
        sync(key);
        return places.find(key).isPresent();
    }

    /** The directory may have gone with what was in it; then the one above tells. */
    private void settleAbsence(Path parent) throws IOException {
        for (Path at = parent; at.startsWith(places.top()); at = at.getParent()) {
            if (Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Durable.sync(at);
                    return;
                } catch (NoSuchFileException e) {
                    // Somebody has taken it away at this moment.
                    continue;
                }
            }
        }
    }

    private void sync(Key key) throws IOException {
        Path parent = places.of(key).getParent();
        try {
            Durable.sync(parent);
        } catch (NoSuchFileException e) {
            // Somebody has deleted the object since, and its parents with it.
            if (Files.exists(parent)) {
                throw e;
            }
        }
    }

    Optional<FileChannel> open(Key key) throws IOException, BankException {
        if (places.find(key).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileChannel.open(places.of(key), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    Page list(Prefix prefix, Optional<Key> after, int limit) throws IOException, BankException {
        return new Walk(places, names, prefix, after).page(limit);
    }

    void delete(Key key) throws IOException, BankException {
        if (places.find(key).isPresent()) {
            Files.deleteIfExists(places.of(key));
            places.removeEmptyParents(key);
            reserve.fill();
        }
    }

    @Override
    public void close() throws IOException {
        opening.lock();
        try {
            if (writer.isPresent()) {
                writer.get().close();
            }
        } finally {
            opening.unlock();
        }
    }
}
