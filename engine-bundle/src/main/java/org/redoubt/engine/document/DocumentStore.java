package org.redoubt.engine.document;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;

/** Writes each document once and reads it checked. Stateless and thread-safe. */
public final class DocumentStore {
    private static final int LIMIT = 64 << 20;
    private static final int PAGE = 1000;

    private final Bank bank;
    private final Keeping keeping;

    /**
     * @param bank where the documents are
     */
    public DocumentStore(Bank bank) {
        this(bank, Keeping.NONE);
    }

    /**
     * @param bank where the documents are
     * @param keeping how long those stay that have to last
     */
    public DocumentStore(Bank bank, Keeping keeping) {
        this.bank = Objects.requireNonNull(bank);
        this.keeping = Objects.requireNonNull(keeping);
    }

    /**
     * Stores a document of one object unless there is one under the key.
     *
     * @param kind what sort of document
     * @param key where
     * @param content what
     * @return the digest of the document; empty if there was another one
     */
    public Optional<String> putOnce(String kind, Key key, JsonObject content) throws BankException {
        return putOnce(kind, key, false, List.of(content.toString()));
    }

    /**
     * Stores a small document without which nothing could be ended or deleted, and which so has to find room in a full bank too,
     * unless there is one under the key.
     *
     * @param kind what sort of document
     * @param key where
     * @param content what
     * @return the digest of the document; empty if there was another one
     */
    public Optional<String> putEnding(String kind, Key key, JsonObject content) throws BankException {
        return put(Sealed.of(kind, key, false, List.of(content.toString())), key, PutOptions.defaults().onlyIfAbsent().fromReserve());
    }

    /**
     * The same for one that has to last as long as what it decides about.
     *
     * @param kind what sort of document
     * @param key where
     * @param content what
     * @return the digest of the document; empty if there was another one
     */
    public Optional<String> putLasting(String kind, Key key, JsonObject content) throws BankException {
        PutOptions options = PutOptions.defaults().onlyIfAbsent().fromReserve();
        return put(Sealed.of(kind, key, false, List.of(content.toString())), key, keeping.until().map(options::retainUntil).orElse(options));
    }

    /** Has the bank retain all that is below a prefix, if anything is to be retained. */
    public void retainAll(Prefix prefix) throws BankException {
        Optional<Instant> until = keeping.until();
        if (until.isPresent()) {
            KeyCursor keys = cursor(prefix, Optional.empty());
            for (Optional<Key> key = keys.next(); key.isPresent(); key = keys.next()) {
                bank.retain(key.get(), until.get());
            }
        }
    }

    /** Has the bank retain what is under a key, if anything is to be retained. */
    public void retain(Key key) throws BankException {
        Optional<Instant> until = keeping.until();
        if (until.isPresent()) {
            bank.retain(key, until.get());
        }
    }

    /** Until when what is under a key is retained by the bank, if it is. */
    public Optional<Instant> retainedUntil(Key key) throws BankException {
        return bank.traits().objectLock() ? bank.retainedUntil(key) : Optional.empty();
    }

    /**
     * Stores a document of lines unless there is one under the key. The answer is certain also when the bank's was not: a document is
     * known by its bytes.
     *
     * @param kind what sort of document
     * @param key where
     * @param last for a page, whether it is the last one
     * @param lines the text of one JSON value each, without line breaks
     * @return the digest of the document; empty if there was another one
     * @throws BankException if it could not be stored
     */
    public Optional<String> putOnce(String kind, Key key, boolean last, Iterable<String> lines) throws BankException {
        return put(Sealed.of(kind, key, last, lines), key, PutOptions.defaults().onlyIfAbsent());
    }

    private Optional<String> put(Sealed document, Key key, PutOptions options) throws BankException {
        boolean stored;
        try {
            stored = bank.put(key, Body.of(document.bytes()), options);
        } catch (BankException e) {
            // Whatever the bank says, the document may be there.
            Optional<byte[]> there = afterFailure(key, e);
            stored = Arrays.equals(there.orElseThrow(() -> e), document.bytes());
            return stored ? Optional.of(document.digest()) : Optional.empty();
        }
        // A bank that tries again by itself may find its own first attempt.
        if (stored || Arrays.equals(bytes(key).orElse(new byte[0]), document.bytes())) {
            return Optional.of(document.digest());
        }
        return Optional.empty();
    }

    private Optional<byte[]> afterFailure(Key key, BankException failure) throws BankException {
        try {
            return bytes(key);
        } catch (BankException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /**
     * Reads a document.
     *
     * @param kind what sort of document
     * @param key where
     * @return the document, if there is one
     * @throws BankException of kind {@code DAMAGED} or {@code UNSUPPORTED} if it is not what was written, naming the object
     */
    public Optional<Document> find(String kind, Key key) throws BankException {
        Optional<byte[]> bytes = bytes(key);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(Sealed.open(kind, key, bytes.get()));
    }

    /**
     * Reads a document that has to be there.
     *
     * @param kind what sort of document
     * @param key where
     * @throws BankException of kind {@code DAMAGED} also if there is none
     */
    public Document read(String kind, Key key) throws BankException {
        return find(kind, key).orElseThrow(() -> DocumentProblems.missing(key));
    }

    private Optional<byte[]> bytes(Key key) throws BankException {
        try (InputStream in = bank.get(key, ByteRange.ALL)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw DocumentProblems.damaged(key, "is larger than any document");
            }
            return Optional.of(bytes);
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw DocumentProblems.unreadable(key, e);
        }
    }

    /** The keys below a prefix, in their order; to be used where they are few. */
    public List<Key> list(Prefix prefix) throws BankException {
        List<Key> keys = new ArrayList<>();
        KeyCursor cursor = cursor(prefix, Optional.empty());
        for (Optional<Key> key = cursor.next(); key.isPresent(); key = cursor.next()) {
            keys.add(key.get());
        }
        return keys;
    }

    /**
     * Goes through keys below a prefix.
     *
     * @param prefix the prefix
     * @param after only keys that sort after this one
     */
    public KeyCursor cursor(Prefix prefix, Optional<Key> after) {
        return new KeyCursor(bank, prefix, after, PAGE);
    }

    /**
     * The first key below a prefix.
     *
     * @param prefix the prefix
     * @param after only keys that sort after this one
     */
    public Optional<Key> first(Prefix prefix, Optional<Key> after) throws BankException {
        return new KeyCursor(bank, prefix, after, 1).next();
    }

    /** Whether there is an object under a key, whole or not. */
    public boolean exists(Key key) throws BankException {
        try {
            bank.stat(key);
            return true;
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** Deletes what is under a key; it is no error if there is nothing. */
    public void delete(Key key) throws BankException {
        bank.delete(key);
    }

    /**
     * Deletes all that is below a prefix.
     *
     * @throws BankException of kind {@code RETAINED} if all is deleted but what the bank retains
     */
    public void deleteAll(Prefix prefix) throws BankException {
        Optional<BankException> retained = Optional.empty();
        Page page;
        Optional<Key> after = Optional.empty();
        do {
            page = bank.list(prefix, after, PAGE);
            for (ObjectInfo object : page.objects()) {
                Optional<BankException> stays = tryDelete(object.key());
                retained = retained.or(() -> stays);
                after = Optional.of(object.key());
            }
        } while (page.more());
        if (retained.isPresent()) {
            throw retained.get();
        }
    }

    private Optional<BankException> tryDelete(Key key) throws BankException {
        try {
            bank.delete(key);
            return Optional.empty();
        } catch (BankException e) {
            if (e.kind() != ProblemKind.RETAINED) {
                throw e;
            }
            return Optional.of(e);
        }
    }
}
