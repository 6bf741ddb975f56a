package org.redoubt.api.checkpoint;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;

/**
 * The part of a checkpoint that belongs to one resource: small documents and bulk data, each under a name of lower-case
 * letters, digits, {@code -}, {@code _} and {@code .}, at most 64 characters. Both are write-once. In a section that is only
 * read, every method that writes fails with kind {@code DENIED}. Thread-safe; writers and readers are for one thread each.
 */
@ProviderType
public interface ResourceSection {

    /**
     * Stores a document. It must not hold secrets.
     *
     * @param name its name
     * @param document its content, at most 4 MiB as text
     * @throws BankException of kind {@code EXISTS} if another one has the name
     */
    void put(String name, JsonObject document) throws BankException;

    /**
     * Reads a document.
     *
     * @param name its name
     * @return its content, if there is one
     * @throws BankException of kind {@code DAMAGED}, naming the object, if it cannot be read as it was written
     */
    Optional<JsonObject> get(String name) throws BankException;

    /** The names of all documents, sorted. */
    List<String> documents() throws BankException;

    /** The names of all streams and trees, sorted. */
    List<String> data() throws BankException;

    /**
     * The vault's name for a stream or tree, for {@link DataHints#previous(DataId)}.
     *
     * @param name its name in this section
     * @return the vault's name, if there is one
     */
    Optional<DataId> dataId(String name) throws BankException;

    /**
     * Starts a stream; it is in the section when it is committed.
     *
     * @param name its name
     * @param hints what is known before
     * @return the writer, to be closed
     */
    DataWriter create(String name, DataHints hints) throws VaultException;

    /**
     * Opens a stream.
     *
     * @param name its name
     * @return the reader, to be closed
     * @throws VaultException of kind {@code NOT_FOUND} or {@code DAMAGED}
     */
    DataReader open(String name) throws VaultException;

    /**
     * Starts a tree; it is in the section when it is committed.
     *
     * @param name its name
     * @param hints what is known before
     * @return the writer, to be closed
     */
    TreeWriter createTree(String name, DataHints hints) throws VaultException;

    /**
     * Opens a tree.
     *
     * @param name its name
     * @return the reader, to be closed
     * @throws VaultException of kind {@code NOT_FOUND} or {@code DAMAGED}
     */
    TreeReader openTree(String name) throws VaultException;
}
