package org.redoubt.api.vault;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.RedoubtException;

/**
 * The keys of the vault of one bank. Any one of them opens it. Thread-safe; what two people do at the same time harms nothing, but
 * one of them may be told to try again.
 *
 * <p>A key is handed over as text: the content of a key file, or a passphrase, which is one line of at least twelve characters.
 *
 * <p>A method fails with kind {@code DENIED} if nothing at hand opens the vault, {@code DAMAGED} if what is stored was changed,
 * {@code NOT_FOUND} if the bank has no vault, and {@code UNAVAILABLE} if it does not answer.
 */
@ProviderType
public interface VaultKeys {

    /** All keys, the newest generation first. */
    List<VaultKey> list() throws RedoubtException;

    /**
     * Adds a key. All that is stored can be opened with it from now on.
     *
     * @param secret the content of a key file, or a passphrase; the caller closes it
     * @throws RedoubtException of kind {@code INVALID} if it is neither, {@code EXISTS} if it opens the vault already,
     *     {@code CONFLICT} if the vault is not encrypted
     */
    VaultKey add(Secret secret) throws RedoubtException;

    /**
     * Adds the key file of this home, which is made if it is not there.
     *
     * @throws RedoubtException as {@link #add}
     */
    VaultKey addOwn() throws RedoubtException;

    /**
     * Takes a key away: it opens what is in the bank no more. That revokes nothing from who has used it: the keys of the vault that it
     * gave may have been kept. {@link #rotate} keeps from them what is stored later.
     *
     * @param id its id, or as much of its beginning as no other one has
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is no such key, {@code CONFLICT} if nothing at hand would open the
     *     vault without it
     */
    VaultKey remove(String id) throws RedoubtException;

    /**
     * Draws new keys by which all is sealed that is stored from now on, and wraps them for all current keys. What is stored already is
     * read as before, and deduplication goes on. Sessions that are open keep to the keys that they began with.
     *
     * @return the new generation
     * @throws RedoubtException of kind {@code CONFLICT} if a current key is not at hand: it is named
     */
    int rotate() throws RedoubtException;

    /**
     * The content of the key file of this home, to be kept elsewhere.
     *
     * @return what the caller closes
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none, {@code CONFLICT} if it does not open the vault
     */
    Secret export() throws RedoubtException;
}
