package org.redoubt.api.json;

/**
 * An immutable JSON value. The kinds are those of RFC 8259 and will never be more, so a {@code switch} over them is
 * complete. {@link Object#toString()} of every value is its JSON text, on one line.
 */
public sealed interface Json permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

    /** How deep arrays and objects may be nested in a text that {@link #parse(String)} accepts. */
    int MAX_DEPTH = 256;

    /**
     * Reads one JSON text, strictly as RFC 8259 says; a member that appears twice in one object is refused.
     *
     * @param text the whole text
     * @return the value
     * @throws JsonException if the text is not JSON, saying what is wrong at which line and column
     */
    static Json parse(String text) throws JsonException {
        return new JsonParser(text).parse();
    }

    /**
     * Reads a JSON text that has to be an object.
     *
     * @param text the whole text
     * @return the object
     * @throws JsonException if the text is not JSON, or not an object
     */
    static JsonObject parseObject(String text) throws JsonException {
        if (parse(text) instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("A JSON object was expected here, that is a text in braces.");
    }

    /** A JSON string. */
    static JsonString of(String text) {
        return new JsonString(text);
    }

    /** A whole JSON number. */
    static JsonNumber of(long number) {
        return JsonNumber.of(number);
    }

    /** A JSON boolean. */
    static JsonBoolean of(boolean flag) {
        return flag ? JsonBoolean.TRUE : JsonBoolean.FALSE;
    }

    /** The text of this value over several lines, indented by two spaces, for people. */
    default String toPrettyString() {
        return JsonWriter.pretty(this);
    }
}
