package org.redoubt.engine.parameter;

/** A schema that is none. The message is a clause that says why. */
final class BrokenSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenSchemaException(String message) {
        super(message);
    }
}
