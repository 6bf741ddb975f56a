package org.redoubt.vault.wire;

/** Stored bytes do not have the form that they should have. The message is half a sentence that can follow a colon. */
public class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param reason what is wrong
     */
    public FormatException(String reason) {
        super(reason);
    }
}
