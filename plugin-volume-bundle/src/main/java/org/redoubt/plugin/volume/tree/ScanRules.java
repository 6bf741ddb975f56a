package org.redoubt.plugin.volume.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.TreePath;

/** What of a tree is protected. Immutable. */
public final class ScanRules {
    private final List<Glob> excludes;
    private final boolean oneFileSystem;
    private final Set<TreePath> reserved;

    private ScanRules(List<Glob> excludes, boolean oneFileSystem, Set<TreePath> reserved) {
        this.excludes = excludes;
        this.oneFileSystem = oneFileSystem;
        this.reserved = reserved;
    }

    /**
     * Rules.
     *
     * @param patterns what to leave out, as {@link #problems} accepts it
     * @param oneFileSystem whether to leave out what is in directories on other file systems
     * @param reserved directories of the runtime itself, which change while it protects
     */
    public static ScanRules of(List<String> patterns, boolean oneFileSystem, Set<TreePath> reserved) {
        return new ScanRules(patterns.stream().map(Glob::of).toList(), oneFileSystem, Set.copyOf(reserved));
    }

    /** What is wrong with patterns; empty if they are all right. */
    public static List<Problem> problems(List<String> patterns) {
        List<Problem> problems = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                Glob.of(pattern);
            } catch (IllegalArgumentException wrong) {
                problems.add(Problem.of(ProblemKind.INVALID, wrong.getMessage()).subject("/exclude"));
            }
        }
        return problems;
    }

    boolean excludes(TreePath path, boolean directory) {
        if (excludes.isEmpty()) {
            return false;
        }
        String text = FileText.of(path.bytes());
        return excludes.stream().anyMatch(glob -> glob.matches(text, directory));
    }

    boolean reserves(TreePath path) {
        return !reserved.isEmpty() && reserved.contains(path);
    }

    boolean oneFileSystem() {
        return oneFileSystem;
    }
}
