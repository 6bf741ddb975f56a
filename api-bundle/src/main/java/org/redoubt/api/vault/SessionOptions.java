package org.redoubt.api.vault;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;

/**
 * How a session is opened. Immutable.
 *
 * <p>A session that writes belongs to one attempt to make a checkpoint, and ends with it: the document at {@link #decision()}, stored by
 * put-if-absent, is the commit of the checkpoint and of the session in one. It is stored through {@link Vault#documents}, as lines of JSON
 * of which the second is an object with the member {@code outcome}: {@code committed}, and then the member {@code vault} holds the
 * {@link VaultSession#receipt()}, or another word. The decisions about all attempts at one checkpoint differ in
 * the last part of their keys only, and nothing else stands beside them. It stays when the checkpoint is deleted, since others may have reused the data. The vault never stores a commit of its own. What a session
 * has stored counts only when there is a decision that says {@code committed}; if it says anything else, or was made by somebody
 * else, the session can never commit, and all it has stored or will store is garbage. Whoever finds its writer gone fences it by
 * storing the decision first. A later attempt on the same checkpoint has another session and another decision.
 */
public final class SessionOptions {
    private final boolean writing;
    private final Owner owner;
    private final String checkpoint;
    private final String session;
    private final Key decision;
    private final Duration retention;

    private SessionOptions(boolean writing, Owner owner, String checkpoint, String session, Key decision, Duration retention) {
        this.writing = writing;
        this.owner = owner;
        this.checkpoint = checkpoint;
        this.session = session;
        this.decision = decision;
        this.retention = retention;
    }

    /** A session that only reads. */
    public static SessionOptions reading() {
        return new SessionOptions(false, null, null, null, null, null);
    }

    /**
     * A session that writes the data of one attempt to make a checkpoint.
     *
     * @param owner who writes
     * @param checkpoint the id of the checkpoint
     * @param session the id of the session, never used twice; one part of a key
     * @param decision where the decision about the attempt will be, in the same bank
     */
    public static SessionOptions writing(Owner owner, String checkpoint, String session, Key decision) {
        return new SessionOptions(true, Objects.requireNonNull(owner), Objects.requireNonNull(checkpoint), Objects.requireNonNull(session),
                Objects.requireNonNull(decision), null);
    }

    /**
     * These options, and all data that the session stores or refers to is retained: nobody can delete it before so much time has passed since the
     * {@link VaultSession#receipt()} was given, nor what it is found and opened by. Whoever stores the decision has that retained. A bank without
     * object lock refuses the session.
     *
     * @param time how long
     */
    public SessionOptions retain(Duration time) {
        return new SessionOptions(writing, owner, checkpoint, session, decision, Objects.requireNonNull(time));
    }

    /** Whether data may be written. */
    public boolean isWriting() {
        return writing;
    }

    /** Who writes; there if {@link #isWriting()}. */
    public Optional<Owner> owner() {
        return Optional.ofNullable(owner);
    }

    /** Whose data is written; there if {@link #isWriting()}. */
    public Optional<String> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** The id of the session; there if {@link #isWriting()}. */
    public Optional<String> session() {
        return Optional.ofNullable(session);
    }

    /** Where the one decision is stored that commits the session or fences it; there if {@link #isWriting()}. */
    public Optional<Key> decision() {
        return Optional.ofNullable(decision);
    }

    /** How long data is retained, if it is. */
    public Optional<Duration> retention() {
        return Optional.ofNullable(retention);
    }
}
