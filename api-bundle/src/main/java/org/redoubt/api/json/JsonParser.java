package org.redoubt.api.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text (RFC 8259). */
final class JsonParser {
    private final String text;
    private int at;
    private int depth;

    JsonParser(String text) {
        this.text = text;
    }

    Json parse() throws JsonException {
        Json value = value();
        space();
        if (at < text.length()) {
            throw wrong("nothing more was expected");
        }
        return value;
    }

    private Json value() throws JsonException {
        space();
        if (at == text.length()) {
            throw wrong("a value was expected");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::array);
            case '"' -> new JsonString(string());
            case 't' -> word("true", JsonBoolean.TRUE);
            case 'f' -> word("false", JsonBoolean.FALSE);
            case 'n' -> word("null", JsonNull.NULL);
            default -> number();
        };
    }

    private interface Part {
        Json read() throws JsonException;
    }

    private Json nested(Part part) throws JsonException {
        if (++depth > Json.MAX_DEPTH) {
            throw wrong("the text is nested too deep");
        }
        at++;
        Json value = part.read();
        depth--;
        return value;
    }

    private JsonObject object() throws JsonException {
        Map<String, Json> members = new LinkedHashMap<>();
        space();
        if (take('}')) {
            return JsonObject.empty();
        }
        do {
            space();
            if (at == text.length() || text.charAt(at) != '"') {
                throw wrong("a member's name in double quotes was expected");
            }
            String name = string();
            space();
            if (!take(':')) {
                throw wrong("a colon was expected");
            }
            if (members.put(name, value()) != null) {
                throw wrong("the member \"" + name + "\" appears twice");
            }
            space();
        } while (take(','));
        if (!take('}')) {
            throw wrong("a comma or a closing brace was expected");
        }
        return new JsonObject(members);
    }

    private JsonArray array() throws JsonException {
        List<Json> elements = new ArrayList<>();
        space();
        if (take(']')) {
            return new JsonArray(elements);
        }
        do {
            elements.add(value());
            space();
        } while (take(','));
        if (!take(']')) {
            throw wrong("a comma or a closing bracket was expected");
        }
        return new JsonArray(elements);
    }

    private String string() throws JsonException {
        at++;
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            if (c < 0x20) {
                throw wrong("a control character stands in a string");
            }
            out.append(c == '\\' ? escape() : c);
        }
        throw wrong("a string is not closed");
    }

    private char escape() throws JsonException {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw wrong("an unknown escape stands in a string");
        };
    }

    private char hex() throws JsonException {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at++), 16) : -1;
            if (digit < 0) {
                throw wrong("four hexadecimal digits were expected");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private Json word(String word, Json value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw wrong("a value was expected");
        }
        at += word.length();
        return value;
    }

    private JsonNumber number() throws JsonException {
        int start = at;
        take('-');
        if (!take('0')) {
            digits();
        }
        if (take('.')) {
            digits();
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits();
        }
        // An exponent without bound would let a short text stand for a number that fills the memory.
        if (at - start > 1000) {
            throw wrong("a number is too long");
        }
        try {
            BigDecimal value = new BigDecimal(text.substring(start, at));
            if (Math.abs((long) value.scale()) > 10_000) {
                throw wrong("a number is too large");
            }
            return new JsonNumber(value);
        } catch (NumberFormatException e) {
            throw wrong("a number is too large");
        }
    }

    private void digits() throws JsonException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw wrong("a value was expected");
        }
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonException wrong(String what) {
        int end = Math.min(at, text.length());
        int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        int column = end - text.lastIndexOf('\n', Math.max(end - 1, 0));
        return new JsonException("This is no valid JSON: " + what + " at line " + line + ", column " + column + ".");
    }
}
