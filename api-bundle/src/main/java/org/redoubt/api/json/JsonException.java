package org.redoubt.api.json;

/** A text that is not the JSON it should be. The message is one sentence that says what is wrong and where. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence that says what is wrong and where
     */
    public JsonException(String message) {
        super(message);
    }
}
