package org.redoubt.api.vault;

import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.bank.Owner;

/** How a session is opened. Immutable. */
public final class SessionOptions {
    private final boolean writing;
    private final Owner owner;
    private final String checkpoint;

    private SessionOptions(boolean writing, Owner owner, String checkpoint) {
        this.writing = writing;
        this.owner = owner;
        this.checkpoint = checkpoint;
    }

    /** A session that only reads. */
    public static SessionOptions reading() {
        return new SessionOptions(false, null, null);
    }

    /**
     * A session that writes the data of one checkpoint.
     *
     * @param owner who writes
     * @param checkpoint the id of the checkpoint
     */
    public static SessionOptions writing(Owner owner, String checkpoint) {
        return new SessionOptions(true, Objects.requireNonNull(owner), Objects.requireNonNull(checkpoint));
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
}
