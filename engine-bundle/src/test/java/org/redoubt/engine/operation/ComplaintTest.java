package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.engine.operation.Complaint.About;

/** Problems of operations as the journal keeps them. */
class ComplaintTest {
    private static final Problem PROBLEM = Problem.of(ProblemKind.CONFLICT, "It is stuck.").hint("Mend that.").subject("Toy::Volume#one");

    @Test
    void isReadAsItWasWritten() {
        for (About about : About.values()) {
            Complaint complaint = new Complaint(PROBLEM, about);
            assertEquals(complaint, Complaint.fromJson(complaint.toJson()));
        }
    }

    @Test
    void givenADocumentThatDoesNotSayWhatItIsAbout_thenItIsAboutTheWork() {
        assertEquals(Complaint.of(PROBLEM), Complaint.fromJson(PROBLEM.toJson()));
    }

    @Test
    void givenADocumentOfANewerVersionAboutSomethingElse_thenItIsAboutTheWork() {
        assertEquals(Complaint.of(PROBLEM), Complaint.fromJson(PROBLEM.toJson().toBuilder().put("about", "the moon").build()));
    }

    @Test
    void isAPlainProblemForWhoKnowsNothingOfThat() {
        assertEquals(PROBLEM, Problem.fromJson(new Complaint(PROBLEM, About.STEPS).toJson()));
    }
}
