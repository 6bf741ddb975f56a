package org.redoubt.engine.operation;

import java.util.List;

/** Says what a hook was doing that did not end. */
final class StackText {
    private static final String ENGINE = "org.redoubt.engine.";
    private static final int SHOWN = 4;
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");

    private StackText() {
    }

    /** The part of the stack that is the plugin's, the innermost call first. */
    static List<StackTraceElement> ofPlugin(List<StackTraceElement> stack) {
        return stack.stream().takeWhile(frame -> !frame.getClassName().startsWith(ENGINE + "hook.")).toList();
    }

    /** The innermost calls in one clause, beginning with the one that left the plugin's own code. */
    static String clause(List<StackTraceElement> stack) {
        List<StackTraceElement> calls = ofPlugin(stack);
        int ofTheJdk = (int) calls.stream().takeWhile(StackText::isOfTheJdk).count();
        return String.join(", called by ", calls.stream().skip(Math.max(0, ofTheJdk - 1)).limit(SHOWN).map(StackText::frame).toList());
    }

    private static boolean isOfTheJdk(StackTraceElement frame) {
        return JDK.stream().anyMatch(frame.getClassName()::startsWith);
    }

    /** One call a line. */
    static String lines(List<StackTraceElement> stack) {
        return String.join("", ofPlugin(stack).stream().map(frame -> System.lineSeparator() + "    at " + frame(frame)).toList());
    }

    private static String frame(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + (frame.getLineNumber() > 0 ? "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")" : "");
    }
}
