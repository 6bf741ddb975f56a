package org.redoubt.plugin.volume.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.PseudoFileSystems;

/**
 * Takes a directory tree into the vault, in the order of its paths and in one pass. What cannot be read is told and left out;
 * only the vault, or the root, can make it fail. For one use.
 */
public final class TreeCapture implements AutoCloseable {
    private final ScanRules rules;
    private final OperationContext context;
    private final TreeWriter writer;
    private final Losses losses = new Losses();
    private final FileWarnings warnings;
    private final Entries entries;
    private final HardLinks links = new HardLinks();
    private final TreeCounts.Counter counter = new TreeCounts.Counter();
    private final FileCapture files;
    private final Deque<Level> levels = new ArrayDeque<>();

    /**
     * @param host how files are reached
     * @param rules what to take
     * @param context told of progress and of what could not be read
     * @param writer where it goes; committed by the caller
     * @param trust which files are not read again if they look as in the previous tree; empty to read everything
     */
    public TreeCapture(Host host, ScanRules rules, OperationContext context, TreeWriter writer, Optional<Trust> trust) {
        this.rules = rules;
        this.context = context;
        this.writer = writer;
        this.warnings = new FileWarnings(context::warn);
        this.entries = new Entries(new OwnerNames(host.accounts()), losses);
        this.files = new FileCapture(host, context, writer, entries, warnings, trust);
    }

    /**
     * Takes the tree.
     *
     * @param root its root; closed by this
     * @return what it holds
     */
    public TreeCounts take(Directory root) throws RedoubtException {
        try {
            FileStatus status = root.status();
            add(entries.of(TreePath.ROOT, status, root).build());
            levels.push(Level.of(root, TreePath.ROOT, status));
        } catch (HostFileException unreadable) {
            root.close();
            throw FileProblems.fatal(unreadable);
        }
        while (!levels.isEmpty()) {
            context.checkCancelled();
            Level level = levels.peek();
            if (level.hasNext()) {
                visit(level, level.next());
            } else {
                levels.pop().close();
            }
        }
        losses.report(context::warn);
        warnings.finish();
        return counter.counts(warnings.count());
    }

    private void visit(Level level, byte[] name) throws RedoubtException {
        TreePath path = level.path().resolve(name);
        try {
            visit(level, name, path, level.directory().child(name).status());
        } catch (HostFileException refused) {
            warnings.add(FileProblems.of(refused).kind(), path, unread(path, refused));
        }
    }

    private static String unread(TreePath path, HostFileException refused) {
        return refused.kind() == HostFileException.Kind.NOT_FOUND
                ? Names.display(path) + " vanished while the volume was read and is left out."
                : Names.display(path) + " could not be read and is left out: " + FileProblems.reason(refused) + ".";
    }

    private void visit(Level level, byte[] name, TreePath path, FileStatus status) throws HostFileException, RedoubtException {
        boolean directory = status.type() == FileType.DIRECTORY;
        if (rules.excludes(path, directory)) {
            return;
        }
        HostFile file = level.directory().child(name);
        Optional<TreePath> first = directory ? Optional.empty() : links.first(status);
        if (first.isPresent()) {
            add(entries.of(path, status, file).sameFileAs(first.get()).build());
            return;
        }
        switch (status.type()) {
            case DIRECTORY -> directory(level, name, path, status);
            case REGULAR -> files.take(level.directory(), name, path, status).ifPresent(size -> kept(path, status, size));
            case SYMBOLIC_LINK -> {
                add(entries.of(path, status, file).linkTarget(level.directory().readLink(name)).build());
                links.add(status, path);
            }
            case FIFO, SOCKET, CHARACTER_DEVICE, BLOCK_DEVICE -> {
                add(entries.of(path, status, file).build());
                links.add(status, path);
            }
            default -> warnings.add(ProblemKind.UNSUPPORTED, path, Names.display(path) + " is of a type that cannot be kept.");
        }
    }

    private void kept(TreePath path, FileStatus status, long size) {
        counter.add(Entries.type(status.type()), size);
        links.add(status, path);
    }

    private void directory(Level level, byte[] name, TreePath path, FileStatus status) throws RedoubtException, HostFileException {
        boolean mounted = !status.device().equals(level.status().device());
        if (rules.reserves(path)) {
            warnings.add(ProblemKind.CONFLICT, path, Names.display(path) + " holds data of this runtime and is kept without its content.");
            add(entries.of(path, status, level.directory().child(name)).build());
        } else if (mounted && rules.oneFileSystem()) {
            add(entries.of(path, status, level.directory().child(name)).build());
        } else {
            enter(level, name, path, status, mounted);
        }
    }

    private void enter(Level level, byte[] name, TreePath path, FileStatus status, boolean mounted)
            throws RedoubtException, HostFileException {
        Directory directory;
        try {
            directory = level.directory().openDirectory(name);
        } catch (HostFileException closed) {
            if (closed.kind() == HostFileException.Kind.NOT_FOUND) {
                throw closed;
            }
            warnings.add(FileProblems.of(closed).kind(), path,
                    "The content of " + Names.display(path) + " could not be read: " + FileProblems.reason(closed) + ".");
            add(entries.of(path, status, level.directory().child(name)).build());
            return;
        }
        boolean entered = false;
        try {
            add(entries.of(path, directory.status(), directory).build());
            if (mounted && PseudoFileSystems.holds(directory.fileSystem().type())) {
                warnings.add(ProblemKind.UNSUPPORTED, path, Names.display(path) + " shows the kernel's state ("
                        + directory.fileSystem().type() + ") and is kept without its content.");
            } else {
                levels.push(Level.of(directory, path, status));
                entered = true;
            }
        } catch (HostFileException unreadable) {
            warnings.add(FileProblems.of(unreadable).kind(), path,
                    "The content of " + Names.display(path) + " could not be read: " + FileProblems.reason(unreadable) + ".");
        } finally {
            if (!entered) {
                directory.close();
            }
        }
    }

    private void add(TreeEntry entry) throws RedoubtException {
        writer.add(entry);
        counter.add(entry.type(), 0);
    }

    @Override
    public void close() {
        while (!levels.isEmpty()) {
            levels.pop().close();
        }
    }
}
