package org.redoubt.plugin.volume.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.redoubt.api.os.Directory;
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
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;

/**
 * Brings a tree back into a directory. Whatever the checkpoint says, nothing is made outside that directory, and what cannot be
 * brought back is named while the rest is. For one use.
 *
 * <p>Three passes: content, then further names of files, then the metadata of directories from the innermost out, as each of the first
 * two changes the times of directories and may need rights that the last takes away.
 */
public final class TreeRestore {
    private final RestoreContext context;
    private final TreeReader tree;
    private final Selection selection;
    private final Placement placement;
    private final Losses losses = new Losses();
    private final FileWarnings failures;
    private final Metadata metadata;
    private final EntryMaker maker;
    private final List<TreeEntry> links = new ArrayList<>();
    private final Map<TreePath, TreePath> standIns = new HashMap<>();
    private final Set<TreePath> absent = new HashSet<>();
    private final Set<TreePath> untouched = new HashSet<>();
    private Optional<TreePath> closed = Optional.empty();
    private long made;
    private long replaced;
    private long skipped;

    /**
     * @param host how files are reached
     * @param context told of progress and of what could not be restored
     * @param tree what to restore from
     * @param selection what of it
     * @param placement how entries come to their names
     * @param byName whether owners are set by name, where the host knows it
     */
    public TreeRestore(Host host, RestoreContext context, TreeReader tree, Selection selection, Placement placement, boolean byName) {
        this.context = context;
        this.tree = tree;
        this.selection = selection;
        this.placement = placement;
        this.failures = new FileWarnings(context::incomplete);
        this.metadata = new Metadata(new OwnerNames(host.accounts()), byName, losses);
        this.maker = new EntryMaker(host, context, tree, placement, metadata);
    }

    /**
     * Restores all that is selected.
     *
     * @param root the directory to restore into; stays open
     * @param keepRoot whether its own metadata is left alone
     */
    public RestoreCounts into(Directory root, boolean keepRoot) throws RedoubtException {
        try (DirectoryChain chain = new DirectoryChain(root)) {
            walk(failures::add, entry -> entry(chain, entry));
            try (DirectoryChain sources = new DirectoryChain(root)) {
                for (TreeEntry link : links) {
                    context.checkCancelled();
                    link(chain, sources, link);
                }
            }
        }
        finishDirectories(root, keepRoot);
        losses.report(context::warn);
        failures.finish();
        return new RestoreCounts(made, replaced, skipped, failures.count());
    }

    private interface Visitor {
        void visit(TreeEntry entry) throws RedoubtException;
    }

    private void walk(Consumer<Problem> damage, Visitor visitor) throws RedoubtException {
        try (TreeReader.Cursor cursor = selection.entries(tree)) {
            boolean more = true;
            while (more) {
                context.checkCancelled();
                try {
                    Optional<TreeEntry> next = cursor.next();
                    more = next.isPresent();
                    if (more) {
                        visitor.visit(next.get());
                    }
                } catch (RedoubtException damaged) {
                    if (damaged.kind() != ProblemKind.DAMAGED) {
                        throw damaged;
                    }
                    damage.accept(damaged.problem());
                }
            }
        }
    }

    private void entry(DirectoryChain chain, TreeEntry entry) throws RedoubtException {
        TreePath path = entry.path();
        if (path.isRoot()) {
            return;
        }
        if (closed.filter(path::startsWith).isPresent()) {
            absent.add(path);
            skipped++;
            return;
        }
        if (entry.sameFileAs().isPresent()) {
            links.add(entry);
            return;
        }
        try {
            Directory parent = chain.open(path.parent());
            if (entry.type() == EntryType.DIRECTORY) {
                directory(parent, entry);
            } else {
                count(entry, maker.make(parent, entry, path));
            }
        } catch (HostFileException | RedoubtException | IllegalArgumentException refused) {
            failed(entry, refused);
        }
    }

    private void directory(Directory parent, TreeEntry entry) throws HostFileException, RedoubtException {
        byte[] name = entry.path().name();
        boolean leads = selection.leadsTo(entry.path());
        Placement.Verdict verdict = leads ? placement.decideParent(parent, name) : placement.decideDirectory(parent, name);
        if (verdict == Placement.Verdict.REFUSE) {
            closed = Optional.of(entry.path());
            count(entry, verdict);
        } else {
            placement.directory(parent, name, entry.path(), verdict);
            if (verdict == Placement.Verdict.SKIP) {
                untouched.add(entry.path());
            }
            if (!leads) {
                count(entry, verdict);
            }
        }
    }

    private void count(TreeEntry entry, Placement.Verdict verdict) {
        switch (verdict) {
            case MAKE -> made++;
            case REPLACE -> replaced++;
            case SKIP -> {
                skipped++;
                if (entry.type() != EntryType.DIRECTORY) {
                    absent.add(entry.path());
                }
            }
            case REFUSE -> {
                absent.add(entry.path());
                failures.add(Problem.of(ProblemKind.EXISTS, Names.display(entry.path())
                        + " was not restored: something else has its name and is not replaced.").subject(entry.path().toString()));
            }
        }
    }

    /** Only what concerns this entry is told and passed over; what would concern every other one too ends the restore. */
    private void failed(TreeEntry entry, Exception refused) throws RedoubtException {
        if (refused instanceof RedoubtException other && other.kind() != ProblemKind.DAMAGED && other.kind() != ProblemKind.NOT_FOUND) {
            throw other;
        }
        if (refused instanceof HostFileException full && (full.kind() == HostFileException.Kind.NO_SPACE
                || full.kind() == HostFileException.Kind.READ_ONLY)) {
            throw FileProblems.fatal(full);
        }
        absent.add(entry.path());
        ProblemKind kind = refused instanceof RedoubtException ? ProblemKind.DAMAGED : ProblemKind.UNSUPPORTED;
        String text = switch (refused) {
            case RedoubtException known -> known.problem().subject().filter(object -> !known.problem().message().contains(object))
                    .map(object -> object + ": ").orElse("") + known.problem().message();
            case HostFileException known -> FileProblems.reason(known);
            default -> refused.getMessage();
        };
        failures.add(Problem.of(kind, Names.display(entry.path()) + " was not restored: " + text
                + (text.endsWith(".") ? "" : ".")).subject(entry.path().toString()));
    }

    private void link(DirectoryChain chain, DirectoryChain sources, TreeEntry entry) throws RedoubtException {
        TreePath first = entry.sameFileAs().orElseThrow();
        try {
            Optional<TreeEntry> original = tree.entry(first).filter(one -> one.type() == entry.type() && one.sameFileAs().isEmpty());
            if (original.isEmpty() || entry.type() == EntryType.DIRECTORY) {
                throw new IllegalArgumentException("it claims to be the same file as " + Names.display(first) + ", which it cannot be");
            }
            Directory parent = chain.open(entry.path().parent());
            boolean there = selection.includes(first) && !absent.contains(first);
            Optional<TreePath> restored = there ? Optional.of(first) : Optional.ofNullable(standIns.get(first));
            if (restored.isEmpty()) {
                Placement.Verdict verdict = maker.make(parent, entry, first);
                count(entry, verdict);
                if (verdict == Placement.Verdict.MAKE || verdict == Placement.Verdict.REPLACE) {
                    standIns.put(first, entry.path());
                }
            } else {
                count(entry, maker.link(parent, entry, sources.open(restored.get().parent()), restored.get().name()));
            }
        } catch (HostFileException | RedoubtException | IllegalArgumentException refused) {
            failed(entry, refused);
        }
    }

    private void finishDirectories(Directory root, boolean keepRoot) throws RedoubtException {
        try (DirectoryFinisher finisher = new DirectoryFinisher(root, metadata, placement.inherits())) {
            walk(known -> { }, entry -> {
                boolean keep = entry.path().isRoot() ? keepRoot : untouched.contains(entry.path());
                if (entry.type() == EntryType.DIRECTORY && !absent.contains(entry.path())) {
                    finisher.enter(entry, keep);
                }
            });
        }
    }
}
