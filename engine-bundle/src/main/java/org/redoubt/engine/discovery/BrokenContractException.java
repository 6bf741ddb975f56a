package org.redoubt.engine.discovery;

/** A plugin answered what its contract forbids. The message is a clause that says what. */
final class BrokenContractException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenContractException(String message) {
        super(message);
    }
}
