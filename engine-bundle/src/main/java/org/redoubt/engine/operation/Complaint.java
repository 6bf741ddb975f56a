package org.redoubt.engine.operation;

import java.util.List;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;

/**
 * A problem of an operation, with what it is about: what is said of some things is unsaid when they have changed.
 *
 * @param problem the problem
 * @param about what it is about
 */
record Complaint(Problem problem, About about) {
    private static final String MEMBER = "about";

    /** What a problem is about. */
    enum About {
        /** What was to be done: that stays said. */
        WORK("work"),
        /** That the runtime stopped in the middle of it. */
        STOP("stop"),
        /** Steps that could not be taken back. */
        STEPS("steps");

        private final String word;

        About(String word) {
            this.word = word;
        }

        private static About of(String word) {
            for (About about : values()) {
                if (about.word.equals(word)) {
                    return about;
                }
            }
            return WORK;
        }
    }

    /** One that stays said. */
    static Complaint of(Problem problem) {
        return new Complaint(problem, About.WORK);
    }

    static List<Problem> problems(List<Complaint> complaints) {
        return complaints.stream().map(Complaint::problem).toList();
    }

    /** All that are not about something. */
    static List<Complaint> without(About about, List<Complaint> complaints) {
        return complaints.stream().filter(complaint -> complaint.about != about).toList();
    }

    /** The problem as a document, which says what it is about unless that is the work. */
    JsonObject toJson() {
        return about == About.WORK ? problem.toJson() : problem.toJson().toBuilder().put(MEMBER, about.word).build();
    }

    /** The reverse; one that does not say what it is about is about the work. */
    static Complaint fromJson(JsonObject json) {
        return new Complaint(Problem.fromJson(json), About.of(json.string(MEMBER).orElse("")));
    }
}
