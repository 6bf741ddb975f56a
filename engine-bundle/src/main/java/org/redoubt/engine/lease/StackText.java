package org.redoubt.engine.lease;

import java.util.List;

/**
 * Says what code of another bundle was doing that did not end.
 *
 * @param stack of the thread that it was called on, the innermost call first
 * @param callers how the name of the class begins that called it, whichever it was
 */
public record StackText(List<StackTraceElement> stack, List<String> callers) {
    private static final int SHOWN = 4;
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");

    /**
     * Of a stack, the innermost call first.
     *
     * @param callers how the name of the class begins that called it, whichever it was
     */
    public static StackText of(StackTraceElement[] stack, String... callers) {
        return new StackText(List.of(stack), List.of(callers));
    }

    /** The part of the stack that is not the caller's. */
    private List<StackTraceElement> called() {
        return stack.stream().takeWhile(frame -> callers.stream().noneMatch(frame.getClassName()::startsWith)).toList();
    }

    /** The innermost calls in one clause, beginning with the one that left the bundle's own code. */
    public String clause() {
        List<StackTraceElement> calls = called();
        int ofTheJdk = (int) calls.stream().takeWhile(StackText::isOfTheJdk).count();
        return String.join(", called by ", calls.stream().skip(Math.max(0, ofTheJdk - 1)).limit(SHOWN).map(StackText::frame).toList());
    }

    private static boolean isOfTheJdk(StackTraceElement frame) {
        return JDK.stream().anyMatch(frame.getClassName()::startsWith);
    }

    /** One call a line. */
    public String lines() {
        return String.join("", called().stream().map(frame -> System.lineSeparator() + "    at " + frame(frame)).toList());
    }

    private static String frame(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + (frame.getLineNumber() > 0 ? "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")" : "");
    }
}
