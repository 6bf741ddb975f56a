package org.redoubt.launcher;

import java.io.PrintStream;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;

/** Says what happened: one sentence for a person, one document for a program. */
final class Report {
    private final boolean json;
    private final boolean debug;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    Report(boolean json, boolean debug) {
        this.json = json;
        this.debug = debug;
    }

    /** Prints the answer of a command. */
    void answer(JsonObject document, String sentence) {
        out.println(json ? document.toString() : sentence);
    }

    /** Prints what went wrong and gives the exit status back. */
    int failure(Exception cause, Problem problem, int status) {
        if (json) {
            out.println(JsonObject.builder().put("error", problem.toJson()).build());
        } else {
            err.println("redoubt: " + problem);
        }
        if (debug) {
            cause.printStackTrace(err);
        }
        return status;
    }
}
