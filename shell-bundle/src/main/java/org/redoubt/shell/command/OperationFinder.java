package org.redoubt.shell.command;

import java.util.List;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations;

/** Finds the operation that a person means: by its id, by the beginning or end of it, or as the latest. */
final class OperationFinder {
    private static final int WHOLE = 36;
    private static final int MOST = 10_000;

    private final Operations operations;

    OperationFinder(Operations operations) {
        this.operations = operations;
    }

    OperationId find(String text) throws RedoubtException {
        if (text.length() == WHOLE) {
            return new OperationId(text);
        }
        List<OperationView> all = operations.list(false, text.equals("latest") ? 1 : MOST);
        List<OperationId> fitting = all.stream().map(OperationView::id)
                .filter(id -> text.equals("latest") || id.value().startsWith(text) || id.value().endsWith(text))
                .toList();
        if (fitting.isEmpty()) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no operation \"" + text + "\".")
                    .hint("`redoubt operations` lists them."));
        }
        if (fitting.size() > 1) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID,
                    "\"" + text + "\" fits " + fitting.size() + " operations.").hint("Type more of the id."));
        }
        return fitting.getFirst();
    }
}
