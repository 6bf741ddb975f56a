package org.redoubt.vault.seal;

import org.redoubt.vault.wire.FormatException;

/** An object that seems to be whole was sealed with another key than the one at hand. */
public final class WrongKeyException extends FormatException {
    private static final long serialVersionUID = 1L;

    /** It always says the same. */
    public WrongKeyException() {
        super("it was sealed with another key");
    }
}
