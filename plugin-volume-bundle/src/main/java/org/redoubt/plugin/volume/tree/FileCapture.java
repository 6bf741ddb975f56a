package org.redoubt.plugin.volume.tree;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.plugin.volume.content.ContentReader;
import org.redoubt.plugin.volume.content.ContentSink;
import org.redoubt.plugin.volume.host.Host;

/** Takes regular files of a tree into the vault, and reuses those that have not changed. For one thread. */
final class FileCapture {
    private final Host host;
    private final OperationContext context;
    private final TreeWriter writer;
    private final Entries entries;
    private final FileWarnings warnings;
    private final Optional<Trust> trust;
    private final StatKey.Extent shown;
    private final ContentReader reader = new ContentReader();

    FileCapture(Host host, OperationContext context, TreeWriter writer, Entries entries, FileWarnings warnings,
            Optional<Trust> trust) {
        this.host = host;
        this.context = context;
        this.writer = writer;
        this.entries = entries;
        this.warnings = warnings;
        this.trust = trust;
        this.shown = !host.complete() ? StatKey.Extent.LACKING : host.asRoot() ? StatKey.Extent.ALL : StatKey.Extent.SHOWN;
    }

    /**
     * Takes one file.
     *
     * @param directory where it is
     * @param name its name there
     * @param path its path in the tree
     * @param seen its status
     * @return how many bytes were taken
     */
    Optional<Long> take(Directory directory, byte[] name, TreePath path, FileStatus seen) throws HostFileException, RedoubtException {
        if (reused(directory.child(name), path, seen)) {
            context.progress().advance(seen.size());
            return Optional.of(seen.size());
        }
        try (OpenFile file = directory.openFile(name, Access.READ)) {
            FileStatus before = file.status();
            TreeEntry entry = entries.file(path, before, file, shown);
            try (DataWriter content = writer.file(entry)) {
                long size = reader.read(file, before.size(), sparse(before), new Sink(content));
                changed(path, before, file.status(), size);
                content.commit();
                return Optional.of(size);
            }
        }
    }

    private boolean reused(HostFile file, TreePath path, FileStatus seen) throws RedoubtException {
        if (trust.isEmpty() || !trust.get().covers(path.bytes(), seen)) {
            return false;
        }
        byte[] key = StatKey.of(seen);
        Optional<TreeEntry> old = writer.previous(path).filter(before -> StatKey.same(before.statKey(), key));
        return old.isPresent() && writer.reuse(current(old.get(), path, seen, file));
    }

    /** Nothing of a file changes without its time of change, so an entry that has all that is shown here needs nothing but its owners' names. */
    private TreeEntry current(TreeEntry old, TreePath path, FileStatus seen, HostFile file) {
        return host.complete() && StatKey.has(old.statKey(), shown) && entries.namesHold(old) ? old
                : entries.file(path, seen, file, shown);
    }

    private boolean sparse(FileStatus status) {
        // Java alone cannot tell how much space is taken, so there every file may have holes.
        return !host.complete() || status.allocated() < status.size();
    }

    private void changed(TreePath path, FileStatus before, FileStatus after, long size) {
        String how = size < before.size() ? "became shorter"
                : after.size() > before.size() ? "became longer"
                : !after.modified().equals(before.modified()) ? "was written to" : "";
        if (!how.isEmpty()) {
            warnings.add(ProblemKind.CONFLICT, path, Names.display(path) + " " + how
                    + " while it was read; what was read is kept and may be of no single instant.");
        }
    }

    private final class Sink implements ContentSink {
        private final DataWriter content;

        Sink(DataWriter content) {
            this.content = content;
        }

        @Override
        public void data(long offset, ByteBuffer bytes) throws RedoubtException {
            context.checkCancelled();
            int count = bytes.remaining();
            content.write(offset, bytes);
            context.progress().advance(count);
        }

        @Override
        public void hole(long offset, long length) throws RedoubtException {
            content.hole(offset, length);
            context.progress().advance(length);
        }
    }
}
