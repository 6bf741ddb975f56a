package org.redoubt.api.vault;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;

/**
 * The bulk-data layer above any bank: cuts streams into chunks, stores each chunk once, and checks every byte that it gives
 * back. All checkpoints of a bank share its vault. Thread-safe.
 */
@ProviderType
public interface Vault {

    /**
     * Opens a session. The vault in the bank is made at first use.
     *
     * @param bank the bank that holds the vault; used until the session is closed
     * @param options who writes, and how
     * @return the session
     * @throws VaultException if the bank holds no usable vault, or does not answer
     */
    VaultSession open(Bank bank, SessionOptions options) throws VaultException;

    /**
     * The same bank as a place for small documents that decisions are taken from: what is put through it is sealed with the keys of
     * the vault and bound to its key, so that nobody who has only the bank can read it, change it or let it stand for another one. What
     * was changed is an error of kind {@code DAMAGED} when it is read. All else is as it is in the bank; lengths in listings are those
     * of the sealed objects. The vault is made with the first document.
     *
     * @param bank the bank; the same store as long as the result is used
     * @return the bank through the seal
     */
    Bank documents(Bank bank);

    /**
     * Which vault a bank has. Needs no key.
     *
     * @param bank the bank
     * @return the id of its vault; empty while it has none
     * @throws VaultException if that cannot be read
     */
    Optional<String> id(Bank bank) throws VaultException;

    /**
     * Lets a bank have the same vault as another one, with the same keys, so that data keeps its names when it is copied between them, and most of
     * it is moved without being opened. Where it has that vault already, it gets keys that were rotated in the other bank since; keys that were
     * rotated in both stay as they are, and what is copied is sealed anew then.
     *
     * @param bank the bank, with that vault or none
     * @param original the bank whose vault it is to have; made there if there is none
     * @throws VaultException of kind {@code CONFLICT} if the bank has another vault; {@code DENIED} if there is no key for the original; or if one
     *     of them does not answer
     */
    void replicate(Bank bank, Bank original) throws VaultException;

    /**
     * The keys of the vault of a bank.
     *
     * @param bank the bank; the same store as long as the result is used
     * @param with key files or passphrases that open the vault, besides what this home has; the caller closes them after use
     * @return its keys; nothing is asked of the bank yet
     */
    VaultKeys keys(Bank bank, List<Secret> with);

    /**
     * Deletes what no checkpoint needs, stores anew what is needed of packs that are mostly dead, and merges index objects. Any number of
     * sessions of any process may be open meanwhile: those that live are asked what they need, and one that does not answer is
     * waited for by a later collection. Of several collections at once each obeys what the first one decides. One that was
     * interrupted or crashed does no harm; the next one finishes or repeats it.
     *
     * <p>Takes up to some minutes where there are sessions of other processes, since it waits for signs of life of those.
     *
     * @param bank the bank that holds the vault
     * @param options how
     * @param live what is needed; may be called until this returns
     * @return what was found and done
     * @throws VaultException of kind {@code NOT_FOUND} if the bank holds no vault; {@code UNSUPPORTED} if the bank promises too little for
     *     others to be safe; {@code DAMAGED} if what is needed cannot be told, and then nothing is deleted; or what {@code live} throws
     */
    CollectReport collect(Bank bank, CollectOptions options, LiveData live) throws VaultException;

    /**
     * Looks whether what a vault holds is there and as it was written. Any number of sessions and collections may be at work meanwhile; what was
     * collected is no damage. Damage that is found is told and nothing is changed; the bank remembers the result, unless no key is at hand.
     *
     * @param bank the bank that holds the vault
     * @param options how closely, and how much of it
     * @param progress told how far it is
     * @return what was found
     * @throws VaultException of kind {@code NOT_FOUND} if the bank holds no vault; {@code DENIED} if there is no key for what was asked for; or if the
     *     bank does not answer
     */
    ScrubReport scrub(Bank bank, ScrubOptions options, ScrubProgress progress) throws VaultException;

    /**
     * What this home has seen in a bank when it scrubbed it, and what is not there any more although it should stay for ever: the bank was put back to
     * an earlier state, or somebody has taken it away. The bank is asked for what was seen only, and for nothing where nothing was.
     *
     * @param bank the bank that holds the vault
     * @param checkpoint the decisions and deletions of which checkpoint; empty for the newest decision of all, the first that goes with what is put back
     * @return what is missing
     * @throws VaultException if the bank does not answer, or the memory of the home cannot be read
     */
    List<Key> missed(Bank bank, Optional<String> checkpoint) throws VaultException;

    /**
     * What a bank remembers of its scrubs: the last one of each depth.
     *
     * @param bank the bank that holds the vault
     * @throws VaultException of kind {@code NOT_FOUND} if the bank holds no vault; or if it cannot be read
     */
    List<ScrubNote> scrubs(Bank bank) throws VaultException;

    /**
     * Looks for what is needed and lost: in packs that no index object names any more, in what can be read of damaged packs, and in another bank
     * that has the same vault. What is found is stored, so that it counts again. No pack is deleted. It may run beside sessions; of a repair and
     * a collection at the same time one gives up. One that was interrupted or crashed does no harm, and can be repeated. It knows of damaged packs
     * what {@link #scrub} has found.
     *
     * @param bank the bank that holds the vault
     * @param options how
     * @param live what is needed; may be called until this returns
     * @return what was found and done
     * @throws VaultException of kind {@code NOT_FOUND} if the bank holds no vault; {@code INVALID} if the other bank has another vault;
     *     {@code CONFLICT} if a collection has begun meanwhile; or what {@code live} throws
     */
    RepairReport repair(Bank bank, RepairOptions options, LiveData live) throws VaultException;
}
