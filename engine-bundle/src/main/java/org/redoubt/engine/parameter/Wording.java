package org.redoubt.engine.parameter;

import dev.harrel.jsonschema.Error;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words of parameters what the validator says in words of schemas. */
final class Wording {
    private static final Pattern TYPE = Pattern.compile("Value is \\[(\\w+)] but should be \\[(\\w+)]");
    private static final Map<String, String> KINDS = Map.of("string", "text", "integer", "a whole number", "number", "a number",
            "boolean", "true or false", "array", "a list", "object", "an object", "null", "null");
    private static final String EXAMPLE = ", such as [\"one\", \"two\"]";

    private Wording() {
    }

    static String of(Error error) {
        return of(error.getError());
    }

    static String of(String error) {
        Matcher type = TYPE.matcher(error);
        if (type.matches()) {
            return "It is " + kind(type.group(1)) + ", and has to be " + kind(type.group(2)) + (type.group(2).equals("array") ? EXAMPLE : "") + ".";
        }
        return sentence("False schema always fails".equals(error) ? "There is no such parameter" : error);
    }

    private static String kind(String type) {
        return KINDS.getOrDefault(type, type);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
