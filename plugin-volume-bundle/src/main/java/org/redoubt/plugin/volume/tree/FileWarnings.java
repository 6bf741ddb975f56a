package org.redoubt.plugin.volume.tree;

import java.util.function.Consumer;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.TreePath;

/** Tells single files that went wrong, each one up to a number that a person can read, the rest as a count. For one thread. */
final class FileWarnings {
    private static final long LIMIT = 1000;

    private final Consumer<Problem> to;
    private long count;

    FileWarnings(Consumer<Problem> to) {
        this.to = to;
    }

    void add(ProblemKind kind, TreePath path, String sentence) {
        add(Problem.of(kind, sentence).subject(path.toString()));
    }

    void add(Problem problem) {
        count++;
        if (count <= LIMIT) {
            to.accept(problem);
        }
    }

    /** To be called at the end. */
    void finish() {
        if (count > LIMIT) {
            to.accept(Problem.of(ProblemKind.CONFLICT, (count - LIMIT) + " more files went wrong than are listed here."));
        }
    }

    long count() {
        return count;
    }
}
