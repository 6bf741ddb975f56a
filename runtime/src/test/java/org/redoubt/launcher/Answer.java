package org.redoubt.launcher;

import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;

/**
 * What a command has answered.
 *
 * @param status its exit status
 * @param out its standard output
 * @param err its standard error
 */
public record Answer(int status, String out, String err) {

    /** Its output as a document. */
    public JsonObject json() throws JsonException {
        return Json.parseObject(out);
    }
}
