package org.redoubt.shell.command;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.shell.console.Visitor;
import org.redoubt.shell.usage.Arguments;
import org.redoubt.shell.usage.UsageException;

/**
 * One run of a command: who wants it, with which arguments, and where the answer goes.
 *
 * @param visitor who, and from where
 * @param arguments what was typed
 * @param out standard output: the answer
 * @param err standard error: progress and warnings
 */
record Invocation(Visitor visitor, Arguments arguments, PrintStream out, PrintStream err) {

    boolean json() {
        return arguments.has("--json");
    }

    Caller caller() throws UsageException {
        try {
            return Caller.of(visitor.user(),
                    arguments.value("--project").map(ProjectId::new).orElse(ProjectId.DEFAULT));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), "See `--project`.");
        }
    }

    /** Prints the one document of a {@code --json} answer. */
    void document(JsonObject document) {
        out.println(visitor.terminal().out() ? document.toPrettyString() : document.toString());
    }

    /** A path as the visitor means it. */
    Path path(String text) throws UsageException {
        if (text.isEmpty()) {
            throw new UsageException("An empty text is no path.", "Type one; `.` is the directory that you are in.");
        }
        try {
            return visitor.directory().resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new UsageException("`" + text + "` is no path: " + e.getReason() + ".", "Type another one.");
        }
    }
}
