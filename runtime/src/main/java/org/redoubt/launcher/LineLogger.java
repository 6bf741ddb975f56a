package org.redoubt.launcher;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ResourceBundle;

/** Time, level, logger and message on one line; a stack trace follows where there is one. */
final class LineLogger implements Logger {
    private static final Level LEAST = Level.INFO;

    private final String name;
    private final PrintStream stream;

    LineLogger(String name, PrintStream stream) {
        this.name = name;
        this.stream = stream;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return level.getSeverity() >= LEAST.getSeverity() && level != Level.OFF;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        if (isLoggable(level)) {
            write(level, message + (thrown == null ? "" : System.lineSeparator() + trace(thrown)));
        }
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... arguments) {
        if (isLoggable(level)) {
            write(level, arguments == null || arguments.length == 0 ? format : MessageFormat.format(format, arguments));
        }
    }

    private void write(Level level, String text) {
        stream.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + level + " "
                + name.substring(name.lastIndexOf('.') + 1) + ": " + text);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
