package org.redoubt.plugin.volume.operation;

import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.plugin.volume.host.DirectoryChain;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.VolumeKind;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.Conflict;
import org.redoubt.plugin.volume.tree.Selection;

/** The parameter {@value #MEMBER} of restore: what of a directory is wanted. */
final class Inclusion {
    static final String MEMBER = "include";

    private Inclusion() {
    }

    /** What the parameters ask for. */
    static Selection of(VolumeRecord record, Parameters parameters) throws RedoubtException {
        List<String> texts = parameters.strings(MEMBER);
        if (!texts.isEmpty() && record.kind() != VolumeKind.DIRECTORY) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "The volume " + record.path()
                    + " is an image, of which single files cannot be restored.").hint("Restore the whole of it."));
        }
        List<TreePath> paths = new ArrayList<>();
        for (String text : texts) {
            paths.add(path(record, text));
        }
        return Selection.of(paths);
    }

    /** Paths begin at the root of the volume; they may be written as they were on the host. */
    private static TreePath path(VolumeRecord record, String text) throws RedoubtException {
        String root = record.path().endsWith("/") ? record.path() : record.path() + "/";
        String rest = text.equals(record.path()) || text.equals(".") ? "" : text.startsWith(root) ? text.substring(root.length()) : text;
        try {
            return TreePath.parse(rest);
        } catch (IllegalArgumentException notAPath) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, "\"" + text.replace("\0", "\\0")
                    + "\" is no path in a volume: one of its names is empty, \".\", \"..\" or holds a NUL."), notAPath);
        }
    }

    /** What the checkpoint does not have of what is wanted. */
    static Optional<Problem> absent(Restoring restoring, RestoreContext context) throws RedoubtException {
        if (restoring.selection().isAll()) {
            return Optional.empty();
        }
        try (TreeReader tree = context.section().openTree(VolumeRecord.TREE)) {
            List<TreePath> absent = restoring.selection().absentFrom(tree);
            return absent.isEmpty() ? Optional.empty() : Optional.of(Problem.of(ProblemKind.NOT_FOUND, "The volume " + restoring.record().path()
                    + " has no " + quoted(absent) + " in this checkpoint.").hint("`redoubt ls` lists what it has."));
        }
    }

    /** What stands in the way of a part, where nothing is to be replaced or left out. */
    static Optional<Problem> clash(Host host, Restoring restoring) throws HostFileException {
        if (restoring.selection().isAll() || restoring.conflict() != Conflict.FAIL || restoring.way() != Restoring.Way.INTO_TREE) {
            return Optional.empty();
        }
        List<TreePath> there = new ArrayList<>();
        try (Directory root = host.files().openDirectory(restoring.destination().path(), LinkOption.NOFOLLOW_LINKS);
                DirectoryChain chain = new DirectoryChain(root)) {
            for (TreePath path : restoring.selection().paths()) {
                if (RestorePlan.there(chain, path)) {
                    there.add(path);
                }
            }
        }
        return there.isEmpty() ? Optional.empty() : Restoring.exists(restoring.destination().text() + " has " + quoted(there) + " already.");
    }

    private static String quoted(List<TreePath> paths) {
        int shown = Math.min(paths.size(), 5);
        String text = String.join(", ", paths.subList(0, shown).stream().map(path -> "\"" + path + "\"").toList());
        return paths.size() > shown ? text + " and " + (paths.size() - shown) + " more" : text;
    }
}
