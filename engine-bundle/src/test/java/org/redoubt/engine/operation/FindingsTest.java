package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;

class FindingsTest {
    private static final int MANY = 1523;

    @TempDir
    private Path home;

    @Test
    void givenMoreThanIsKeptThenItIsSaidHowManyMoreThereAre() throws Exception {
        try (Fixture fixture = new Fixture(home)) {
            OperationView made = fixture.run(fixture.protectAll());
            fixture.toy.before(OperationType.RESTORE, Hook.MAIN, "one", context -> {
                for (int n = 1; n <= MANY; n++) {
                    ((RestoreContext) context).incomplete(Problem.of(ProblemKind.DAMAGED, "Piece " + n + " is lost."));
                }
            });
            OperationView view = fixture.run(RestoreRequest.of(made.checkpoint()).target("/new"));
            List<Problem> reasons = view.resources().stream().filter(outcome -> outcome.resource().equals(Fixture.ONE)).findFirst().orElseThrow().reasons();
            for (List<Problem> told : List.of(reasons, view.problems())) {
                assertEquals(1001, told.size());
                assertEquals("Piece 1000 is lost.", told.get(999).message());
                assertEquals("And 523 more, which are not listed.", told.getLast().message());
                assertEquals(Fixture.ONE.toString(), told.getLast().subject().orElseThrow());
            }
        }
    }
}
