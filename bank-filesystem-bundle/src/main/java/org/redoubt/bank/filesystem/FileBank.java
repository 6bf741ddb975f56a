package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * A bank on a directory. The directory is looked for at the first call and whenever it is no longer the one that it was, so a
 * bank comes back by itself when its disk is mounted; until then every call fails with one sentence that says so.
 *
 * <p>A delete is not forced to disk: after a loss of power a deleted object may be there again, unless its key was settled.
 */
final class FileBank implements Bank, AutoCloseable {
    /** What is shorter is read again soon, as a rule, and gains from what the system reads ahead. */
    private static final long LARGE = 256 << 10;

    static final BankTraits TRAITS = BankTraits.builder().atomicPutIfAbsent().listingDelay(Duration.ZERO)
            .largestObject(8L << 40).build();

    private final Root root;
    private final Failures failures;
    private final InstantSource clock;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile Optional<Store> store = Optional.empty();
    private volatile boolean closed;

    /**
     * @param name what the bank is called
     * @param path its directory
     * @param create whether a bank may begin in a directory that is empty or not there
     * @param known what this home remembers of banks
     * @param clock for the identity of a new bank
     */
    FileBank(String name, Path path, boolean create, KnownBanks known, InstantSource clock) {
        this.root = new Root(name, path, create, known, clock);
        this.failures = new Failures(name, path);
        this.clock = clock;
    }

    private interface Work<T> {
        T on(Store store) throws IOException, BankException;
    }

    private <T> T call(Work<T> work) throws BankException {
        Failures.refuseInterrupted();
        Store current = store();
        try {
            return work.on(current);
        } catch (IOException e) {
            throw failures.of(e);
        }
    }

    private Store store() throws BankException {
        Optional<Store> current = store;
        if (current.isPresent() && current.get().root().stays()) {
            return current.get();
        }
        opening.lock();
        try {
            if (closed) {
                throw failures.bank(ProblemKind.UNAVAILABLE, "was closed", "Try again.");
            }
            if (store.isPresent() && store.get().root().stays()) {
                return store.get();
            }
            leave();
            Store fresh = new Store(root.open(), failures, clock);
            fresh.tidy();
            store = Optional.of(fresh);
            return fresh;
        } finally {
            opening.unlock();
        }
    }

    private void leave() {
        Optional<Store> old = store;
        store = Optional.empty();
        old.ifPresent(gone -> {
            try {
                gone.close();
            } catch (IOException e) {
                // What is left in a directory that has gone is removed when somebody opens it again.
                System.getLogger(FileBank.class.getName()).log(System.Logger.Level.DEBUG, "A bank was left in a hurry.", e);
            }
        });
    }

    @Override
    public String id() throws BankException {
        Optional<Store> current = store;
        if (current.isPresent()) {
            return current.get().root().id();
        }
        Optional<String> remembered = root.remembered();
        return remembered.isPresent() ? remembered.get() : call(open -> open.root().id());
    }

    /** Its directory, also while it is not there: it may come back under who freezes or reads what is around it. */
    @Override
    public List<Path> localPaths() {
        Optional<Store> current = store;
        return List.of(current.isPresent() ? current.get().root().directory() : root.place());
    }

    @Override
    public BankTraits traits() {
        return TRAITS;
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        put(key, body, PutOptions.defaults());
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        return put(key, body, PutOptions.defaults().onlyIfAbsent());
    }

    @Override
    public boolean put(Key key, Body body, PutOptions options) throws BankException {
        return options.retainUntil().isPresent() ? Bank.super.put(key, body, options)
                : call(open -> open.put(key, body, options));
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        return call(open -> {
            FileChannel channel = open.open(key).orElseThrow(() -> absent(open, key));
            try {
                return stream(open, channel, key, range);
            } catch (IOException | BankException e) {
                channel.close();
                throw e;
            }
        });
    }

    private InputStream stream(Store open, FileChannel channel, Key key, ByteRange range) throws IOException, BankException {
        long length = length(channel, key, range);
        Optional<FileChannel> direct = length < LARGE ? Optional.empty() : DirectAccess.open(open.places().of(key), StandardOpenOption.READ);
        if (direct.isEmpty()) {
            channel.position(range.offset());
            return new ObjectStream(channel, length);
        }
        channel.close();
        try {
            // Of what was opened just now: the object may have been replaced.
            return new UncachedStream(open.places().of(key), direct.get(), range.offset(), length(direct.get(), key, range));
        } catch (IOException | BankException | OutOfMemoryError e) {
            direct.get().close();
            throw e;
        }
    }

    private long length(FileChannel channel, Key key, ByteRange range) throws IOException, BankException {
        long rest = channel.size() - range.offset();
        if (rest < 0) {
            throw failures.object(ProblemKind.INVALID, key, "has " + channel.size() + " bytes, so nothing can be read at "
                    + range.offset());
        }
        return range.length() < 0 ? rest : Math.min(rest, range.length());
    }

    @Override
    public ObjectInfo stat(Key key) throws BankException {
        return call(open -> new ObjectInfo(key, open.places().find(key).orElseThrow(() -> absent(open, key)).size()));
    }

    /** Nothing can be said of an object when the disk went while it was looked for. */
    private BankException absent(Store open, Key key) {
        return open.root().stays() ? BankException.notFound(key) : failures.missing();
    }

    @Override
    public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
        if (limit < 1) {
            throw new BankException(Problem.of(ProblemKind.INVALID, "A page of a listing has at least one object, not " + limit + "."));
        }
        return call(open -> {
            Page page = open.list(prefix, after, limit);
            if (!open.root().stays()) {
                throw failures.missing();
            }
            return page;
        });
    }

    @Override
    public void settle(Key key) throws BankException {
        this.<Void>call(open -> {
            if (!open.settle(key)) {
                throw absent(open, key);
            }
            return null;
        });
    }

    @Override
    public void delete(Key key) throws BankException {
        this.<Void>call(open -> {
            open.delete(key);
            return null;
        });
    }

    /** Leaves the directory. Puts that have begun are finished. */
    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            leave();
        } finally {
            opening.unlock();
        }
    }
}
