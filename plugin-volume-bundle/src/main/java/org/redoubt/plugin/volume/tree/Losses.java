package org.redoubt.plugin.volume.tree;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.TreePath;
import org.redoubt.plugin.volume.host.FileProblems;

/** What could not be kept: each kind is told once, with how many entries it concerns. For one thread. */
final class Losses {
    /** A kind of thing that can be lost. */
    enum Kind {
        OWNER("The owner"),
        MODE("The mode"),
        TIMES("The modification time"),
        ATTRIBUTES("An extended attribute or access control list");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private static final class Case {
        private final TreePath first;
        private final String reason;
        private long count = 1;

        Case(TreePath first, String reason) {
            this.first = first;
            this.reason = reason;
        }
    }

    private final Map<Kind, Case> cases = new EnumMap<>(Kind.class);

    void add(Kind kind, TreePath path, HostFileException refusal) {
        add(kind, path, FileProblems.reason(refusal));
    }

    void add(Kind kind, TreePath path, String reason) {
        Case known = cases.putIfAbsent(kind, new Case(path, reason));
        if (known != null) {
            known.count++;
        }
    }

    /** How many there were so far. */
    long count() {
        return cases.values().stream().mapToLong(one -> one.count).sum();
    }

    void report(Consumer<Problem> to) {
        cases.forEach((kind, one) -> to.accept(Problem.of(ProblemKind.UNSUPPORTED, kind.words + " of " + one.count
                + (one.count == 1 ? " entry" : " entries") + " was not kept, of " + Names.display(one.first) + " for instance: "
                + one.reason + ".")));
    }
}
