package org.redoubt.engine.parameter;

/**
 * A place where a value is not as its schema says.
 *
 * @param pointer the place as a JSON pointer; empty for the whole value
 * @param message what is wrong, without the value of a secret
 */
record Violation(String pointer, String message) {
    /** The top-level member that the place lies in; empty for the whole value. */
    String member() {
        if (pointer.isEmpty()) {
            return "";
        }
        int end = pointer.indexOf('/', 1);
        return pointer.substring(1, end < 0 ? pointer.length() : end).replace("~1", "/").replace("~0", "~");
    }
}
