package org.redoubt.plugin.volume.operation;

import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.plugin.volume.host.DirectoryChain;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.Conflict;

/**
 * Looks for directories that stand where a restore would put something else, as those are never replaced. So many entries only that the
 * answer does not keep anybody waiting; what stands in the way of a later one is told by the restore itself.
 */
record Obstacles(Host host, Restoring restoring) {
    private static final int LOOKED_AT = 100_000;
    private static final int NAMED = 5;

    Optional<Problem> problem(RestoreContext context) throws HostFileException, RedoubtException {
        if (restoring.way() != Restoring.Way.INTO_TREE || restoring.conflict() != Conflict.REPLACE) {
            return Optional.empty();
        }
        List<TreePath> found = found(context);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(", ", found.stream().limit(NAMED).map(path -> "\"" + path + "\"").toList());
        return Optional.of(Problem.of(ProblemKind.EXISTS, "In " + restoring.destination().text() + ", " + names
                + (found.size() > NAMED ? " and " + (found.size() - NAMED) + " more are directories" : found.size() > 1 ? " are directories" : " is a directory")
                + " now and something else in the checkpoint, and a directory is never replaced.").hint("Remove or rename it, or restore to another place."));
    }

    private List<TreePath> found(RestoreContext context) throws HostFileException, RedoubtException {
        List<TreePath> found = new ArrayList<>();
        try (Directory root = host.files().openDirectory(restoring.destination().path(), LinkOption.NOFOLLOW_LINKS);
                DirectoryChain chain = new DirectoryChain(root);
                TreeReader tree = context.section().openTree(VolumeRecord.TREE);
                TreeReader.Cursor cursor = restoring.selection().entries(tree)) {
            int looked = 0;
            for (Optional<TreeEntry> next = cursor.next(); next.isPresent() && looked < LOOKED_AT; next = cursor.next()) {
                context.checkCancelled();
                looked++;
                TreeEntry entry = next.get();
                boolean directory = entry.path().isRoot() || directory(chain, entry.path());
                if (entry.type() == EntryType.DIRECTORY && !directory) {
                    cursor.skip();
                } else if (entry.type() != EntryType.DIRECTORY && directory) {
                    found.add(entry.path());
                }
            }
        }
        return found;
    }

    private static boolean directory(DirectoryChain chain, TreePath path) {
        try {
            return chain.open(path.parent()).child(path.name()).status().type() == FileType.DIRECTORY;
        } catch (HostFileException absent) {
            return false;
        }
    }
}
