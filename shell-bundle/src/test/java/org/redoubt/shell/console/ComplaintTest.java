package org.redoubt.shell.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

@DisplayName("What went wrong")
final class ComplaintTest {
    private static String sentence(String hint) {
        return Complaint.sentence(Problem.of(ProblemKind.INVALID, "No.").hint(hint));
    }

    @Test
    @DisplayName("is said in the words that are typed, where a hint names a parameter or an option")
    void hintsInTheWordsThatAreTyped() {
        assertEquals("No. Try `--on-conflict replace` or `--on-conflict skip`.",
                sentence("Try the parameter Host::Volume.onConflict=replace or the parameter Host::Volume.onConflict=skip."));
        assertEquals("No. Protect with `--parameter Host::Server.freeze=false`.",
                sentence("Protect with the parameter Host::Server.freeze=false."));
        assertEquals("No. Restore with `--partial`.", sentence("Restore with the option allowPartial."));
        assertEquals("No. Take the option that you like, and the parameter of your choice.",
                sentence("Take the option that you like, and the parameter of your choice."));
    }

    @Test
    @DisplayName("names its subject once")
    void namesItsSubjectOnce() {
        assertEquals("disk: No.", Complaint.sentence(Problem.of(ProblemKind.INVALID, "No.").subject("disk")));
        assertEquals("The disk is no disk.", Complaint.sentence(Problem.of(ProblemKind.INVALID, "The disk is no disk.").subject("disk")));
    }
}
