package org.redoubt.launcher;

import java.io.PrintStream;
import java.lang.System.Logger;

/** Gives out loggers that write one line per message to what standard error was when the first one was asked for. */
public final class LogFinder extends System.LoggerFinder {
    private final PrintStream stream = System.err;

    /** Made by the Java runtime, once. */
    public LogFinder() {
    }

    @Override
    public Logger getLogger(String name, Module module) {
        return new LineLogger(name, stream);
    }
}
