package org.redoubt.testkit.protection;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions, written as OSGi writes it: {@code [1.0,2.0)}, or one version for all from it on.
 *
 * @param low the lowest version
 * @param lowIn whether that one belongs to it
 * @param high the highest version
 * @param highIn whether that one belongs to it
 */
record FormatRange(int[] low, boolean lowIn, int[] high, boolean highIn) {
    private static final String VERSION = "(\\d{1,9}(?:\\.\\d{1,9}){0,2})";
    private static final Pattern RANGE = Pattern.compile("\\s*([\\[(])\\s*" + VERSION + "\\s*,\\s*" + VERSION + "\\s*([\\])])\\s*");

    static FormatRange parse(String text) {
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            return new FormatRange(version(range.group(2)), range.group(1).equals("["), version(range.group(3)), range.group(4).equals("]"));
        }
        if (text.strip().matches(VERSION)) {
            return new FormatRange(version(text.strip()), true, new int[] {Integer.MAX_VALUE}, true);
        }
        throw new AssertionError("\"" + text + "\" is no range of versions such as [1.0,2.0).");
    }

    boolean contains(String text) {
        int[] version = version(text);
        int toLow = Arrays.compare(version, low);
        int toHigh = Arrays.compare(version, high);
        return (toLow > 0 || toLow == 0 && lowIn) && (toHigh < 0 || toHigh == 0 && highIn);
    }

    private static int[] version(String text) {
        int[] numbers = new int[3];
        String[] parts = text.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }
}
