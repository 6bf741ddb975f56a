package org.redoubt.engine.operation;

import java.util.List;
import java.util.stream.Stream;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.engine.operation.Complaint.About;
import org.redoubt.engine.undo.OpenStep;

/** What an operation says of steps that could not be taken back, and unsays when they have been. */
final class LeftBehind {
    private static final Complaint MENDED = Complaint.of(Problem.of(ProblemKind.CONFLICT, "What could not be taken back at first has been taken back since."));

    private LeftBehind() {
    }

    static Problem of(OpenStep step, String reason) {
        return Problem.of(ProblemKind.CONFLICT, "The step \"" + step.spec().name() + "\" could not be taken back: " + reason)
                .subject(step.resource().toString());
    }

    /** The problems of an operation of which steps are left. */
    static List<Complaint> with(List<Complaint> complaints, List<OpenStep> steps) {
        OpenStep step = steps.getFirst();
        Problem left = Problem.of(ProblemKind.UNAVAILABLE, "The step \"" + step.spec().name() + "\""
                + (steps.size() > 1 ? " and " + (steps.size() - 1) + " more" : "") + " could not be taken back yet: " + step.reason())
                .hint("Mend that: it is tried again and again.").subject(step.resource().toString());
        return Stream.concat(Complaint.without(About.STEPS, complaints).stream(), Stream.of(new Complaint(left, About.STEPS))).toList();
    }

    /** The problems of an operation of which none is left. */
    static List<Complaint> without(List<Complaint> complaints) {
        List<Complaint> others = Complaint.without(About.STEPS, complaints);
        return others.size() == complaints.size() ? complaints : Stream.concat(others.stream(), Stream.of(MENDED)).toList();
    }
}
