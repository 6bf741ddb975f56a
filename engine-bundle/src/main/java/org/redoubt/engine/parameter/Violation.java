package org.redoubt.engine.parameter;

/**
 * A place where a value is not as its schema says.
 *
 * @param pointer the place as a JSON pointer; empty for the whole value
 * @param message what is wrong, without the value of a secret
 */
record Violation(String pointer, String message) {
    /** The place as it is typed behind a type or a resource, such as {@code .exclude}; empty for the whole value. */
    String place() {
        return unescaped(pointer.replace('/', '.'));
    }

    /** The top-level member that the place lies in; empty for the whole value. */
    String member() {
        if (pointer.isEmpty()) {
            return "";
        }
        int end = pointer.indexOf('/', 1);
        return unescaped(pointer.substring(1, end < 0 ? pointer.length() : end));
    }

    private static String unescaped(String text) {
        return text.replace("~1", "/").replace("~0", "~");
    }
}
