package org.redoubt.engine.document;

import java.util.List;
import java.util.Objects;
import org.redoubt.api.bank.Key;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;

/**
 * A document as it was read.
 *
 * @param key where it is
 * @param last for a page, whether it is the last one
 * @param lines its content, one value a line
 * @param digest the SHA-256 of its bytes, in hexadecimal
 */
public record Document(Key key, boolean last, List<Json> lines, String digest) {

    /** Refuses {@code null}; the lines must not change afterwards. */
    public Document {
        Objects.requireNonNull(key);
        Objects.requireNonNull(lines);
        Objects.requireNonNull(digest);
    }

    /** The content of a document of a single object; empty if it is of another form. */
    public JsonObject content() {
        return lines.size() == 1 && lines.getFirst() instanceof JsonObject object ? object : JsonObject.empty();
    }
}
