package org.redoubt.plugin.volume.operation;

import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
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
import org.redoubt.plugin.volume.place.BankPlace;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.Conflict;

/**
 * Looks for what a restore into a directory in use must leave alone: banks, and directories that stand where it would put something else,
 * as those are never replaced. For the latter so many entries only, and for so long, that the answer does not keep anybody waiting; what stands in
 * the way of a later one is told by the restore itself.
 */
record Obstacles(Host host, Restoring restoring) {
    private static final int LOOKED_AT = 100_000;
    private static final long LOOKED_FOR = Duration.ofSeconds(10).toNanos();
    private static final int NAMED = 5;

    Optional<Problem> problem(RestoreContext context) throws HostFileException, RedoubtException {
        if (restoring.way() != Restoring.Way.INTO_TREE) {
            return Optional.empty();
        }
        Optional<Problem> bank = bank(context);
        return bank.isPresent() || restoring.conflict() != Conflict.REPLACE ? bank : directory(context);
    }

    /** The content of a bank that lay there when the volume was protected, and is in use there now. */
    private Optional<Problem> bank(RestoreContext context) throws RedoubtException {
        List<Path> banks = BankPlace.below(restoring.destination().path(), context.bankPaths());
        if (banks.isEmpty()) {
            return Optional.empty();
        }
        try (TreeReader tree = context.section().openTree(VolumeRecord.TREE)) {
            for (Path bank : banks) {
                TreePath path = TreePath.parse(bank.toString());
                if (concerns(path) && hasContent(tree, path)) {
                    return Optional.of(Problem.of(ProblemKind.CONFLICT, restoring.destination().path().resolve(bank)
                            + " belongs to a bank or to this runtime, and what the checkpoint has of an earlier state of it could damage it.")
                            .hint("Restore to another place, or only parts of the volume."));
                }
            }
        }
        return Optional.empty();
    }

    private boolean concerns(TreePath bank) {
        return restoring.selection().paths().stream().anyMatch(path -> path.startsWith(bank) || bank.startsWith(path));
    }

    private static boolean hasContent(TreeReader tree, TreePath directory) throws RedoubtException {
        try (TreeReader.Cursor cursor = tree.entries(directory)) {
            Optional<TreeEntry> first = cursor.next();
            return first.isPresent() && first.get().path().equals(directory) && cursor.next().filter(entry -> entry.path().startsWith(directory)).isPresent();
        }
    }

    private Optional<Problem> directory(RestoreContext context) throws HostFileException, RedoubtException {
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
            long end = System.nanoTime() + LOOKED_FOR;
            for (Optional<TreeEntry> next = cursor.next(); next.isPresent() && looked < LOOKED_AT && System.nanoTime() - end < 0; next = cursor.next()) {
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
