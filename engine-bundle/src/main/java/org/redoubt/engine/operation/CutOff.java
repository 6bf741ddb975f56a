package org.redoubt.engine.operation;

import java.util.List;
import java.util.stream.Stream;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.engine.operation.Complaint.About;

/** What is said of an operation whose runtime stopped before it had ended. */
final class CutOff {
    /** What was committed shows only in the bank, which is asked when everything that is urgent was taken back. */
    private static final Complaint UNKNOWN = new Complaint(
            Problem.of(ProblemKind.CANCELLED, "The runtime stopped before it was recorded that it had ended.")
                    .hint("Wait a moment: whether it had come to its end is being looked up."), About.STOP);
    /** The ways out are those of its state. */
    private static final Complaint UNFINISHED = new Complaint(Problem.of(ProblemKind.CANCELLED, "The runtime stopped in the middle of it."), About.STOP);
    private static final Complaint GIVEN_UP = Complaint.of(Problem.of(ProblemKind.CANCELLED,
            "The runtime stopped in the middle of it, and what it had left has been taken back, as somebody asked for that."));

    private CutOff() {
    }

    static List<Complaint> found(List<Complaint> complaints) {
        return Stream.concat(complaints.stream(), Stream.of(UNKNOWN)).toList();
    }

    static List<Complaint> unfinished(List<Complaint> complaints) {
        return say(UNFINISHED, complaints);
    }

    /** Whether that is said of an operation. */
    static boolean isOne(List<Problem> problems) {
        return Stream.of(UNKNOWN, UNFINISHED, GIVEN_UP).map(Complaint::problem).anyMatch(problems::contains);
    }

    static List<Complaint> givenUp(List<Complaint> complaints) {
        return say(GIVEN_UP, complaints);
    }

    private static List<Complaint> say(Complaint now, List<Complaint> complaints) {
        return complaints.stream().map(complaint -> complaint.about() == About.STOP ? now : complaint).toList();
    }
}
