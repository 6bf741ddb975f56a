package org.redoubt.vault.session;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** Copies to a vault of which nothing is known but its API: everything is read and written anew. */
final class ForeignCopy {
    private final VaultSession source;
    private final VaultSession target;
    private final LongConsumer progress;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 18);

    ForeignCopy(VaultSession source, VaultSession target, LongConsumer progress) {
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    DataId run(DataId id) throws VaultException {
        return DataIds.TREE.names(id) ? tree(id) : stream(id);
    }

    private DataId stream(DataId id) throws VaultException {
        try (DataReader reader = source.open(id);
                DataWriter writer = target.create(DataHints.none().size(reader.size()))) {
            return content(reader, writer);
        }
    }

    private DataId content(DataReader reader, DataWriter writer) throws VaultException {
        for (Extent extent : reader.extents()) {
            if (extent.hole()) {
                writer.hole(extent.offset(), extent.length());
            } else {
                data(extent, reader, writer);
            }
        }
        return writer.commit();
    }

    private void data(Extent extent, DataReader reader, DataWriter writer) throws VaultException {
        long end = extent.offset() + extent.length();
        for (long at = extent.offset(); at < end;) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int n = reader.read(at, buffer);
            writer.write(at, buffer.flip());
            progress.accept(n);
            at += n;
        }
    }

    private DataId tree(DataId id) throws VaultException {
        try (TreeReader reader = source.openTree(id);
                TreeReader.Cursor entries = reader.entries();
                TreeWriter writer = target.createTree(DataHints.none())) {
            for (Optional<TreeEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
                TreeEntry entry = next.get();
                if (entry.type() == EntryType.FILE && entry.sameFileAs().isEmpty()) {
                    file(entry, reader, writer);
                } else {
                    writer.add(entry);
                }
            }
            return writer.commit();
        }
    }

    private void file(TreeEntry entry, TreeReader reader, TreeWriter writer) throws VaultException {
        try (DataReader content = reader.open(entry.path()); DataWriter file = writer.file(entry)) {
            content(content, file);
        }
    }
}
