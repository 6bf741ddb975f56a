package org.redoubt.plugin.volume.operation;

import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.VolumePath;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.Conflict;
import org.redoubt.plugin.volume.tree.FreshPlacement;
import org.redoubt.plugin.volume.tree.InPlacePlacement;
import org.redoubt.plugin.volume.tree.Placement;
import org.redoubt.plugin.volume.tree.RestoreCounts;
import org.redoubt.plugin.volume.tree.TreeRestore;
import org.redoubt.plugin.volume.undo.EarlierRun;
import org.redoubt.plugin.volume.undo.Journal;
import org.redoubt.plugin.volume.undo.Steps;
import org.redoubt.plugin.volume.undo.Traces;

/** The main hook of restore for a directory. */
record TreeWriting(Host host, Restoring restoring, Path journals) {
    private static final int OWNER_ONLY = 0700;

    void restore(RestoreContext context) throws RedoubtException {
        String token = UUID.randomUUID().toString();
        try (TreeReader tree = context.section().openTree(VolumeRecord.TREE)) {
            if (restoring.way() == Restoring.Way.NEW_TREE) {
                fresh(context, tree, token);
            } else {
                inPlace(context, tree, token);
            }
        } catch (HostFileException refused) {
            throw FileProblems.fatal(refused);
        }
    }

    private void fresh(RestoreContext context, TreeReader tree, String token) throws HostFileException, RedoubtException {
        Draft draft = Draft.announce(host, restoring.destination(), context, token, false);
        try (Directory parent = host.files().openDirectory(VolumePath.of(restoring.destination().parent()))) {
            parent.createDirectory(draft.name(), OWNER_ONLY);
            try (Directory root = parent.openDirectory(draft.name())) {
                restore(context, tree, new FreshPlacement(), root, false);
                draft.finished(parent, context);
            }
        }
    }

    private void inPlace(RestoreContext context, TreeReader tree, String token) throws HostFileException, RedoubtException {
        Path file = journals.resolve(token);
        String place = restoring.destination().text();
        Conflict conflict = restoring.conflict();
        Optional<Instant> since = new EarlierRun(host, context.undo(), context.memo(), restoring.destination()).finished();
        try (Directory root = host.files().openDirectory(VolumePath.of(place), LinkOption.NOFOLLOW_LINKS)) {
            // Where file systems lie over each other a directory becomes another one when it is changed for the first time.
            touch(root);
            context.undo().register(Steps.removeCreated(place, root.status(), file, token));
            try (Journal journal = Journal.create(file)) {
                RestoreCounts counts = restore(context, tree, new InPlacePlacement(conflict, journal, token, since), root,
                        conflict == Conflict.SKIP || !restoring.selection().isAll());
                if (counts.skipped() > 0) {
                    context.warn(Problem.of(ProblemKind.EXISTS, counts.skipped() + " of the entries of " + place
                            + " were there already and stay as they are."));
                }
            } finally {
                done(context, root, token);
            }
        }
    }

    /** Also after a failure, which need not be taken back at once. Without traces undo tells by the size and time of each file whether it was changed. */
    private void done(RestoreContext context, Directory root, String token) {
        try {
            if (touch(root)) {
                Traces.leave(context.memo(), token, root.status(), restoring.destination().name());
            }
        } catch (HostFileException | IllegalStateException late) {
            // It cannot be read any more, or the hook was given up.
            return;
        }
    }

    /** Whatever was made is older than the status of the root from now on: undo tells by that what was changed later. Who may write to a directory need not own it. */
    private static boolean touch(Directory root) throws HostFileException {
        FileStatus status = root.status();
        try {
            root.setModified(status.modified());
            return true;
        } catch (HostFileException notOurs) {
            return false;
        }
    }

    private RestoreCounts restore(RestoreContext context, TreeReader tree, Placement placement, Directory root, boolean keepRoot)
            throws HostFileException, RedoubtException {
        RestoreCounts counts = new TreeRestore(host, context, tree, restoring.selection(), placement, restoring.byName()).into(root, keepRoot);
        context.progress().step("making durable");
        root.syncFileSystem();
        return counts;
    }
}
