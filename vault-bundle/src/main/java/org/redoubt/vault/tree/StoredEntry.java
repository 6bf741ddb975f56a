package org.redoubt.vault.tree;

import java.util.Optional;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/**
 * An entry of a tree with what it consists of.
 *
 * @param entry the entry
 * @param content the content of a regular file that is no further name of another one
 */
record StoredEntry(TreeEntry entry, Optional<Content> content) {
    private static final int DEVICE = 1;
    private static final int LINK = 2;
    private static final int SAME = 4;
    private static final int STAT = 8;
    private static final int SIZE = 16;
    private static final int ATTRIBUTES = 32;
    private static final int CONTENT = 64;

    byte[] encode() {
        Encoder out = new Encoder(192);
        out.blob(entry.path().bytes()).u8(entry.type().ordinal()).u16(entry.mode()).varint(entry.uid()).varint(entry.gid());
        out.text(entry.user()).text(entry.group()).signed(entry.modifiedSeconds()).varint(entry.modifiedNanos());
        byte[] link = entry.linkTarget();
        byte[] stat = entry.statKey();
        int flags = (entry.device() != 0 ? DEVICE : 0) | (link.length > 0 ? LINK : 0) | (entry.sameFileAs().isPresent() ? SAME : 0)
                | (stat.length > 0 ? STAT : 0) | (entry.size() != 0 ? SIZE : 0) | (entry.attributes().isEmpty() ? 0 : ATTRIBUTES)
                | (content.isPresent() ? CONTENT : 0);
        out.u8(flags);
        if ((flags & DEVICE) != 0) {
            out.u64(entry.device());
        }
        if ((flags & LINK) != 0) {
            out.blob(link);
        }
        entry.sameFileAs().ifPresent(path -> out.blob(path.bytes()));
        if ((flags & STAT) != 0) {
            out.blob(stat);
        }
        if ((flags & SIZE) != 0) {
            out.varint(entry.size());
        }
        if ((flags & ATTRIBUTES) != 0) {
            out.varint(entry.attributes().size());
            entry.attributes().forEach(a -> out.text(a.name()).blob(a.value()));
        }
        content.ifPresent(c -> c.write(out));
        return out.toBytes();
    }

    static byte[] path(byte[] item) throws FormatException {
        return new Decoder(item).blob();
    }

    static StoredEntry decode(byte[] item) throws FormatException {
        Decoder in = new Decoder(item);
        TreeEntry.Builder entry = TreeEntry.builder(treePath(in.blob()), type(in.u8())).mode(in.u16());
        entry.owner(in.bits(), in.bits()).ownerNames(in.text(), in.text());
        long seconds = in.signed();
        int nanos = in.count();
        if (nanos >= 1_000_000_000) {
            throw new FormatException("it has an impossible time");
        }
        entry.modified(seconds, nanos);
        int flags = in.u8();
        if ((flags & DEVICE) != 0) {
            entry.device(in.u64());
        }
        if ((flags & LINK) != 0) {
            entry.linkTarget(in.blob());
        }
        if ((flags & SAME) != 0) {
            entry.sameFileAs(treePath(in.blob()));
        }
        if ((flags & STAT) != 0) {
            entry.statKey(in.blob());
        }
        if ((flags & SIZE) != 0) {
            entry.size(in.bits());
        }
        if ((flags & ATTRIBUTES) != 0) {
            for (int left = in.count(); left > 0; left--) {
                entry.attribute(in.text(), in.blob());
            }
        }
        Optional<Content> content = (flags & CONTENT) != 0 ? Optional.of(Content.read(in)) : Optional.empty();
        in.done();
        return new StoredEntry(entry.build(), content);
    }

    private static EntryType type(int number) throws FormatException {
        EntryType[] types = EntryType.values();
        if (number >= types.length) {
            throw new FormatException("it has an entry of an unknown type");
        }
        return types[number];
    }

    static TreePath treePath(byte[] bytes) throws FormatException {
        try {
            return TreePath.of(bytes);
        } catch (IllegalArgumentException e) {
            throw new FormatException("it has an entry with an impossible path");
        }
    }
}
