package org.redoubt.shell.console;

import java.io.PrintStream;
import java.util.List;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;

/** Tells what went wrong: a sentence each on standard error, or with {@code --json} one document on standard output. */
public final class Complaint {
    private final boolean json;
    private final boolean debug;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param words what was typed
     * @param out standard output
     * @param err standard error
     */
    public Complaint(List<String> words, PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
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
            out.println(answer.build());
        } else {
            problems.forEach(problem -> err.println("redoubt: " + sentence(problem)));
        }
    }

    /** In the words that are typed here. The subject stands in front only where the message does not name it already. */
    public static String sentence(Problem problem) {
        String subject = problem.subject().filter(text -> !problem.message().contains(text)).map(text -> text + ": ").orElse("");
        return subject + problem.message() + problem.hint().map(hint -> " " + Typed.of(hint)).orElse("");
    }

    /** Tells of problems, and with {@code --debug} where they came from. */
    public void tell(List<Problem> problems, Exception cause) {
        tell(problems);
        if (debug) {
            cause.printStackTrace(err);
        }
    }
}
