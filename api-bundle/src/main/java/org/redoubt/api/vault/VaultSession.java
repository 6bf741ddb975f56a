package org.redoubt.api.vault;

import java.util.List;
import java.util.function.LongConsumer;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.json.JsonObject;

/**
 * A use of a vault by one operation. Thread-safe; the writers and readers that it gives are for one thread each.
 *
 * <p>What a writer committed is durable in the bank only after {@link #flush()} has returned; data of a session that is
 * closed without it may be lost, and is never visible in part. Others see it when the decision about the session commits it, with
 * the {@link #receipt()} in it; a later session for the same checkpoint sees it too, and names it in its own receipt. An interrupt of a calling thread ends that call with a
 * {@link VaultException} of kind {@code CANCELLED} and disturbs no other one.
 */
@ProviderType
public interface VaultSession extends AutoCloseable {

    /**
     * Starts a stream: a disk image, a dump, any bytes with holes.
     *
     * @param hints what is known before
     * @return the writer, to be closed
     * @throws VaultException if the session does not write
     */
    DataWriter create(DataHints hints) throws VaultException;

    /**
     * Opens a stream.
     *
     * @param id which
     * @return the reader, to be closed
     * @throws VaultException of kind {@code NOT_FOUND} or {@code DAMAGED} if its description cannot be read
     */
    DataReader open(DataId id) throws VaultException;

    /**
     * Starts a directory tree.
     *
     * @param hints what is known before; {@link DataHints#previous()} may name the tree of an earlier checkpoint
     * @return the writer, to be closed
     * @throws VaultException if the session does not write
     */
    TreeWriter createTree(DataHints hints) throws VaultException;

    /**
     * Opens a directory tree.
     *
     * @param id which
     * @return the reader, to be closed
     * @throws VaultException of kind {@code NOT_FOUND} or {@code DAMAGED} if its description cannot be read
     */
    TreeReader openTree(DataId id) throws VaultException;

    /**
     * Makes all that was committed so far durable in the bank.
     *
     * @throws VaultException if that failed
     */
    void flush() throws VaultException;

    /**
     * Checks a stream or tree. Its lists are read at each depth; what is not as it should be is read at each depth, too, to say what of it is lost.
     *
     * @param id which
     * @param depth how closely; every byte of it is read at the depth {@code CONTENT} only
     * @param progress told of how many bytes of it, now and then
     * @return what is damaged, each naming the entry or offset and the object of the bank; empty if all is well
     * @throws VaultException if the check itself could not go on
     */
    List<Damage> verify(DataId id, CheckDepth depth, LongConsumer progress) throws VaultException;

    /** Reads and checks every byte of a stream or tree: {@link #verify(DataId, CheckDepth, LongConsumer)} to the depth {@code CONTENT}. */
    default List<Damage> verify(DataId id, LongConsumer progress) throws VaultException {
        return verify(id, CheckDepth.CONTENT, progress);
    }

    /**
     * Says what of a stream or tree is known to be lost: what no index object names, and what a scrub has found damaged. Reads lists, and no data.
     *
     * @param id which
     * @return as {@link #verify} does
     * @throws VaultException if the check itself could not go on
     */
    default List<Damage> lost(DataId id) throws VaultException {
        return verify(id, read -> { });
    }

    /**
     * Copies a stream or tree to another vault; chunks that are there already are not moved.
     *
     * @param id which
     * @param target a writing session of the other vault
     * @param progress told the logical bytes that were copied, now and then
     * @return its id in the other vault
     * @throws VaultException if it could not be copied whole
     */
    DataId copy(DataId id, VaultSession target, LongConsumer progress) throws VaultException;

    /**
     * What a name stands for. Asks no bank.
     *
     * @param id which
     * @throws VaultException of kind {@code INVALID} if it is no name that this vault gives
     */
    DataKind kind(DataId id) throws VaultException;

    /**
     * Finds what differs between two trees, in the order of paths. What both have in common is passed over unread, as far as it was
     * stored once. Of files with the same content that was stored with other holes it may be said that their content differs.
     *
     * @param before a tree
     * @param after another one of the same vault
     * @throws VaultException of kind {@code NOT_FOUND} or {@code DAMAGED} if the description of one of them cannot be read
     */
    Changes<TreeChange> compareTrees(DataId before, DataId after) throws VaultException;

    /**
     * Finds the ranges of a stream that are not the same in another one, in order, those beyond its end included. No data is read, so
     * a range may be longer than what differs in it, by a chunk at most.
     *
     * @param before a stream
     * @param after another one of the same vault, in which the ranges are
     * @throws VaultException of kind {@code NOT_FOUND} or {@code DAMAGED} if the description of one of them cannot be read
     */
    Changes<Extent> compareStreams(DataId before, DataId after) throws VaultException;

    /** Starts to count what data takes in this vault, as it is now. */
    Tally tally() throws VaultException;

    /**
     * Names all that this session has stored and made durable. The decision that commits it has to hold this as its member
     * {@code vault}; without that nothing of it is ever believed by another session.
     *
     * @return a JSON object, to be stored as it is
     * @throws VaultException of kind {@code INVALID} if the session does not write, or if something is not flushed
     */
    JsonObject receipt() throws VaultException;

    /** How many logical bytes were written, and how many bytes were new to the vault, in this session so far. */
    SessionTotals totals();

    /** Ends the session and frees what it holds; uncommitted writers are aborted. Does not throw. */
    @Override
    void close();
}
