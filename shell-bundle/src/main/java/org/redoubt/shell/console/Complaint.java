package org.redoubt.shell.console;

import java.util.List;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;

/** Tells what went wrong: a sentence each on standard error, or with {@code --json} one document on standard output. */
public final class Complaint {
    private final boolean json;
    private final boolean debug;

    /**
     * @param words what was typed
     */
    public Complaint(List<String> words) {
        this.json = words.contains("--json");
        this.debug = words.contains("--debug");
    }

    /** Tells of problems, the first of which is the one that counts. */
    public void tell(List<Problem> problems) {
        if (json) {
            JsonObject.Builder answer = JsonObject.builder().put("error", problems.getFirst().toJson());
            if (problems.size() > 1) {
                answer.put("problems", JsonArray.of(problems.stream().map(Problem::toJson).toList()));
            }
            System.out.println(answer.build());
        } else {
            problems.forEach(problem -> System.err.println("redoubt: " + problem));
        }
    }

    /** Tells of problems, and with {@code --debug} where they came from. */
    public void tell(List<Problem> problems, Exception cause) {
        tell(problems);
        if (debug) {
            cause.printStackTrace(System.err);
        }
    }
}
