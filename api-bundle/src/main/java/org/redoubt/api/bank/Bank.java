package org.redoubt.api.bank;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where checkpoints live: objects under keys. A bank is as dumb as an object store, so that every store can be one; all that
 * is clever stands above it.
 *
 * <p>A bank is published as a service with the property {@link #NAME}. Every method is thread-safe, may block, and answers a
 * thread interrupt with a {@link BankException} of kind {@code CANCELLED}, leaving the interrupt status set; an interrupt of one
 * caller never disturbs another.
 *
 * <p><b>Promises.</b> A put is atomic: readers see the whole new object or what was there before, never a part. It is durable
 * when the method returns. If a put throws, the object is either whole or not there, and no other object is touched. A get
 * after a put sees it. What else is guaranteed, {@link #traits()} tells.
 *
 * <p>An object that cannot be read as it was written is an error of kind {@code DAMAGED}; a store that does not answer is
 * {@code UNAVAILABLE} and the call may be tried again; a full one is {@code FULL}.
 */
@ConsumerType
public interface Bank {

    /** The service property that names a bank in the configuration of providers. */
    String NAME = "redoubt.bank.name";

    /**
     * The identity of the store, as it was written into it when it was made: the same store mounted again has the same id.
     *
     * @return a UUID
     * @throws BankException if the store cannot be reached and its identity is not known from earlier
     */
    String id() throws BankException;

    /** What this store really guarantees. */
    BankTraits traits();

    /**
     * The directories of this machine that the bank has to write to, so that nobody freezes them under it.
     *
     * @return real paths; empty for a bank elsewhere
     */
    default List<Path> localPaths() {
        return List.of();
    }

    /**
     * Stores an object, replacing what is there.
     *
     * @param key where
     * @param body the bytes; opened once, or again when the bank tries again
     * @throws BankException if it could not be stored; of kind {@code INVALID} if the body failed or had another length than it
     *     said, of kind {@code RETAINED} while the object that is there is retained, of kind {@code CONFLICT} if the key is a
     *     path prefix of another one or the reverse, in a bank that notices
     */
    void put(Key key, Body body) throws BankException;

    /**
     * Stores an object unless one is there: of several callers exactly one wins, whichever process they are in.
     *
     * @param key where
     * @param body the bytes
     * @return true if this call stored the object, false if there was one
     * @throws BankException if it could not be stored; then it may be there or not, and reading it back tells
     */
    boolean putIfAbsent(Key key, Body body) throws BankException;

    /**
     * Stores an object with options.
     *
     * @param key where
     * @param body the bytes
     * @param options what else is asked for
     * @return true if this call stored the object
     * @throws BankException of kind {@code UNSUPPORTED} if an option cannot be honoured, or as {@link #put}
     */
    default boolean put(Key key, Body body, PutOptions options) throws BankException {
        if (options.retainUntil().isPresent()) {
            throw BankException.unsupported("This bank cannot retain objects.", "Use a bank with object lock.");
        }
        if (options.ifAbsent()) {
            return putIfAbsent(key, body);
        }
        put(key, body);
        return true;
    }

    /**
     * Reads an object, or a range of it. A range that begins beyond the end is an error of kind {@code INVALID}; one that
     * ends beyond it gives what is there.
     *
     * @param key which object
     * @param range which bytes
     * @return a stream that the caller closes; its reads may throw {@link java.io.IOException}
     * @throws BankException of kind {@code NOT_FOUND} if there is none
     */
    InputStream get(Key key, ByteRange range) throws BankException;

    /**
     * What is known of an object without reading it.
     *
     * @param key which object
     * @return its facts
     * @throws BankException of kind {@code NOT_FOUND} if there is none
     */
    ObjectInfo stat(Key key) throws BankException;

    /**
     * Lists objects in the exact order of the bytes of their keys.
     *
     * @param prefix the whole parts that the keys begin with
     * @param after only keys that sort after this one; it need not exist, and need not have the prefix
     * @param limit how many at the most, at least 1
     * @return a page; less than the limit may come while {@link Page#more()} is true
     * @throws BankException if the listing failed; of kind {@code INVALID} if the limit is below 1
     */
    Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException;

    /**
     * Deletes an object. One that is not there is no error.
     *
     * @param key which object
     * @throws BankException of kind {@code RETAINED} while it is retained
     */
    void delete(Key key) throws BankException;

    /**
     * Makes an object durable that somebody else has put, who may have died before that put returned. Whoever is about to rely on such an object
     * for ever, and has not put it, settles it first. Where there is none, that is made durable: after a loss of power an object that was deleted
     * may be there again, and who relies on that it is gone settles it as well. A bank in which nothing is seen before it is durable has nothing
     * to do.
     *
     * @param key which object
     * @throws BankException if it is not known to be durable; of kind {@code NOT_FOUND} if there is none, in a bank that notices
     */
    default void settle(Key key) throws BankException {
    }

    /**
     * Extends the time an object is retained; never shortens it.
     *
     * @param key which object
     * @param until the new end
     * @throws BankException of kind {@code UNSUPPORTED} on a bank without object lock, {@code NOT_FOUND} if there is no object
     */
    default void retain(Key key, Instant until) throws BankException {
        throw BankException.unsupported("This bank cannot retain objects.", "Use a bank with object lock.");
    }

    /**
     * Until when an object is retained, so that nobody has to try in vain to delete it. A bank with object lock tells that.
     *
     * @param key which object
     * @return the end of its retention; empty if it is not retained, no more, or not there
     * @throws BankException if that cannot be told
     */
    default Optional<Instant> retainedUntil(Key key) throws BankException {
        return Optional.empty();
    }
}
