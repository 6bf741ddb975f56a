package org.redoubt.vault.tree;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.fuzz.Target;
import org.redoubt.vault.manifest.Child;
import org.redoubt.vault.manifest.Root;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.stream.StreamRoot;
import org.redoubt.vault.wire.FormatException;

/** Trees and their entries. */
public final class EntryTargets {
    private EntryTargets() {
    }

    /** All of this package. */
    public static List<Target> all() {
        byte[] file = new StoredEntry(TreeEntry.builder(TreePath.of("d/file"), EntryType.FILE).mode(0644).owner(1, 2).ownerNames("a", "b")
                .modified(-5, 7).statKey(new byte[] {1, 2}).size(10).attribute("user.a", new byte[] {3}).attribute("user.b", new byte[0]).build(),
                content()).encode();
        byte[] link = new StoredEntry(TreeEntry.builder(TreePath.of("link"), EntryType.SYMLINK).linkTarget(new byte[] {'x'}).build(), Optional.empty()).encode();
        byte[] name = new StoredEntry(TreeEntry.builder(TreePath.of("name"), EntryType.FILE).sameFileAs(TreePath.of("d/file")).build(), Optional.empty()).encode();
        byte[] device = new StoredEntry(TreeEntry.builder(TreePath.of("dev"), EntryType.BLOCK_DEVICE).device(0x801).build(), Optional.empty()).encode();
        byte[] root = new TreeRoot(3, 10, Optional.of(new Root(1, new Child(new ChunkId(1, 2, 3, 4), 3, 10, new byte[] {'d'})))).encode();
        return List.of(Target.of("entry of a tree", StoredEntry::decode, file, link, name, device),
                Target.of("path of an entry", bytes -> StoredEntry.treePath(StoredEntry.path(bytes)), file, link),
                Target.of("root of a tree", TreeRoot::decode, root, new TreeRoot(0, 0, Optional.empty()).encode()));
    }

    private static Optional<Content> content() {
        try {
            return Optional.of(StreamRoot.decode(new byte[] {'S', 1, 10, 10, 0, 1, 0, 10}));
        } catch (FormatException e) {
            throw new AssertionError(e);
        }
    }
}
