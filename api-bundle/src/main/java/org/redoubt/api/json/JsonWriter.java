package org.redoubt.api.json;

import java.util.Iterator;
import java.util.Map;

/** Writes values as text. Recursion is bounded by {@link Json#MAX_DEPTH} for parsed values. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    static String compact(Json value) {
        return new JsonWriter(false).write(value, 0).out.toString();
    }

    static String pretty(Json value) {
        return new JsonWriter(true).write(value, 0).out.toString();
    }

    private JsonWriter write(Json value, int depth) {
        switch (value) {
            case JsonObject object -> object(object, depth);
            case JsonArray array -> array(array, depth);
            case JsonString text -> string(text.value());
            case JsonNumber number -> number(number);
            case JsonBoolean flag -> out.append(flag.value());
            case JsonNull nothing -> out.append("null");
        }
        return this;
    }

    private void number(JsonNumber number) {
        int scale = number.value().scale();
        out.append(scale >= -20 && scale <= 20 ? number.value().toPlainString() : number.value().toString());
    }

    private void object(JsonObject object, int depth) {
        out.append('{');
        Iterator<Map.Entry<String, Json>> members = object.members().entrySet().iterator();
        boolean any = members.hasNext();
        while (members.hasNext()) {
            Map.Entry<String, Json> member = members.next();
            line(depth + 1);
            string(member.getKey());
            out.append(pretty ? ": " : ":");
            write(member.getValue(), depth + 1);
            if (members.hasNext()) {
                out.append(',');
            }
        }
        if (any) {
            line(depth);
        }
        out.append('}');
    }

    private void array(JsonArray array, int depth) {
        out.append('[');
        Iterator<Json> elements = array.elements().iterator();
        boolean any = elements.hasNext();
        while (elements.hasNext()) {
            line(depth + 1);
            write(elements.next(), depth + 1);
            if (elements.hasNext()) {
                out.append(',');
            }
        }
        if (any) {
            line(depth);
        }
        out.append(']');
    }

    private void line(int depth) {
        if (pretty) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // A lone surrogate has no UTF-8 form, so it would not survive being stored.
                    if (c < 0x20 || c == 0x7f || lone(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean lone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
