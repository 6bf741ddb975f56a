package org.redoubt.plugin.volume.tree;

import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.plugin.volume.content.ContentWriter;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.tree.Placement.Verdict;

/** Makes one entry that is no directory; one that cannot be finished leaves nothing. For one thread. */
final class EntryMaker {
    private static final int OWNER_ONLY = 0600;

    private final Host host;
    private final RestoreContext context;
    private final TreeReader tree;
    private final Placement placement;
    private final Metadata metadata;
    private final ContentWriter writer = new ContentWriter();

    EntryMaker(Host host, RestoreContext context, TreeReader tree, Placement placement, Metadata metadata) {
        this.host = host;
        this.context = context;
        this.tree = tree;
        this.placement = placement;
        this.metadata = metadata;
    }

    /**
     * Makes an entry.
     *
     * @param content the path that has the content of a file
     */
    Verdict make(Directory parent, TreeEntry entry, TreePath content) throws HostFileException, RedoubtException {
        return under(parent, entry, draft -> {
            switch (entry.type()) {
                case FILE -> file(parent, draft, entry, content);
                case SYMLINK -> {
                    parent.createLink(draft, entry.linkTarget());
                    metadata.apply(parent.child(draft), entry, false);
                }
                case FIFO -> node(parent, draft, entry, FileType.FIFO);
                case SOCKET -> node(parent, draft, entry, FileType.SOCKET);
                case CHARACTER_DEVICE -> node(parent, draft, entry, FileType.CHARACTER_DEVICE);
                case BLOCK_DEVICE -> node(parent, draft, entry, FileType.BLOCK_DEVICE);
                case DIRECTORY -> throw new IllegalArgumentException("a directory is made elsewhere");
            }
        });
    }

    /** Makes an entry as a further name of a file that has been restored. */
    Verdict link(Directory parent, TreeEntry entry, Directory directory, byte[] first) throws HostFileException, RedoubtException {
        return under(parent, entry, draft -> parent.createHardLink(draft, directory, first));
    }

    private interface Making {
        void under(byte[] draft) throws HostFileException, RedoubtException;
    }

    private Verdict under(Directory parent, TreeEntry entry, Making making) throws HostFileException, RedoubtException {
        Verdict verdict = placement.decide(parent, entry);
        if (verdict == Verdict.MAKE || verdict == Verdict.REPLACE) {
            byte[] draft = placement.draft(entry.path());
            making.under(draft);
            try {
                placement.publish(parent, draft, entry.path(), verdict);
            } catch (HostFileException | RedoubtException refused) {
                parent.remove(draft);
                throw refused;
            }
        }
        return verdict;
    }

    private void node(Directory parent, byte[] draft, TreeEntry entry, FileType type) throws HostFileException {
        DeviceNumber device = Devices.decode(entry.device());
        parent.createNode(draft, type, OWNER_ONLY, device);
        metadata.apply(parent.child(draft), entry, placement.inherits());
    }

    private void file(Directory parent, byte[] draft, TreeEntry entry, TreePath content) throws HostFileException, RedoubtException {
        boolean whole = false;
        try (DataReader data = tree.open(content); OpenFile file = parent.createFile(draft, OWNER_ONLY)) {
            try {
                writer.write(data, file, count -> {
                    context.checkCancelled();
                    context.progress().advance(count);
                });
                metadata.apply(file, entry, placement.inherits());
                if (!host.complete()) {
                    file.sync();
                }
                whole = true;
            } finally {
                if (!whole) {
                    parent.remove(draft);
                }
            }
        }
    }
}
