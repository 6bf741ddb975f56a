package org.redoubt.plugin.volume.operation;

import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.plugin.volume.host.DirectoryChain;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.Destination;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.Conflict;

/** Says what a restore would do. */
record RestorePlan(Host host) {
    private static final int LONGEST = 10_000;

    List<PlannedAction> of(Restoring restoring, RestoreContext context) throws RedoubtException {
        String place = restoring.destination().text();
        String size = restoring.record().bytes() + " bytes";
        return switch (restoring.way()) {
            case NEW_TREE -> restoring.selection().isAll()
                    ? List.of(new PlannedAction("create", place, entries(restoring.record()) + ", " + size))
                    : restoring.selection().paths().stream().map(path -> new PlannedAction("create", place + "/" + path, "")).toList();
            case NEW_FILE, DEVICE -> List.of(new PlannedAction(
                    restoring.state() == Destination.State.ABSENT ? "create" : clash(restoring), place, size));
            case SKIP -> List.of(new PlannedAction("skip", place, "it is there already"));
            case INTO_TREE -> entries(restoring, context);
        };
    }

    private static String clash(Restoring restoring) {
        return switch (restoring.conflict()) {
            case SKIP, CONTINUE -> "skip";
            case REPLACE -> "replace";
            case FAIL -> "refuse";
        };
    }

    private static String entries(VolumeRecord record) {
        return record.content() instanceof VolumeRecord.Tree tree ? tree.counts().entries() + " entries" : "";
    }

    private List<PlannedAction> entries(Restoring restoring, RestoreContext context) throws RedoubtException {
        List<PlannedAction> actions = new ArrayList<>();
        long more = 0;
        try (Directory root = host.files().openDirectory(restoring.destination().path(), LinkOption.NOFOLLOW_LINKS);
                DirectoryChain chain = new DirectoryChain(root);
                TreeReader tree = context.section().openTree(VolumeRecord.TREE);
                TreeReader.Cursor cursor = restoring.selection().entries(tree)) {
            for (Optional<TreeEntry> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                context.checkCancelled();
                TreeEntry entry = next.get();
                boolean there = entry.path().isRoot() || there(chain, entry.path());
                if (entry.type() == EntryType.DIRECTORY && there) {
                    continue;
                }
                String verb = !there ? "create" : clash(restoring);
                if (actions.size() < LONGEST) {
                    actions.add(new PlannedAction(verb, restoring.destination().text() + "/" + entry.path(), ""));
                } else {
                    more++;
                }
            }
        } catch (HostFileException refused) {
            throw FileProblems.fatal(refused);
        }
        if (more > 0) {
            actions.add(new PlannedAction("create", restoring.destination().text(), more + " more entries that are not listed"));
        }
        return actions;
    }

    static boolean there(DirectoryChain chain, TreePath path) {
        try {
            chain.open(path.parent()).child(path.name()).status();
            return true;
        } catch (HostFileException absent) {
            return false;
        }
    }
}
