package org.redoubt.shell.usage;

import java.util.List;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.plan.ParameterSet;

/** Reads {@code TYPE.member=value} and {@code TYPE#id.member=value}. */
public final class ParameterReader {
    private ParameterReader() {
    }

    /** All parameters of a command line; later ones win. */
    public static ParameterSet read(List<String> texts) throws UsageException {
        ParameterSet set = ParameterSet.empty();
        for (String text : texts) {
            // An id may hold dots, and a value anything: the member is what stands between the last dot and the first
            // equals sign behind the id, and no member's name has either of them.
            int equals = equalsOf(text);
            int dot = text.lastIndexOf('.', equals < 0 ? text.length() : equals);
            if (equals < 0 || dot <= 0 || dot + 1 == equals) {
                throw new UsageException("`--parameter` cannot be `" + text + "`.",
                        "A parameter is written TYPE.member=value or TYPE#id.member=value.");
            }
            set = set.with(text.substring(0, dot), text.substring(dot + 1, equals), value(text.substring(equals + 1)));
        }
        return set;
    }

    private static int equalsOf(String text) {
        int from = 0;
        while (true) {
            int equals = text.indexOf('=', from);
            if (equals < 0) {
                return -1;
            }
            int dot = text.lastIndexOf('.', equals);
            if (dot > 0 && text.substring(dot + 1, equals).matches("[A-Za-z][A-Za-z0-9_-]*")) {
                return equals;
            }
            from = equals + 1;
        }
    }

    /** JSON where it is JSON, else a string, so that people need not quote twice. */
    private static Json value(String text) {
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            return Json.of(text);
        }
    }
}
