package org.redoubt.plugin.volume.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.FileNames;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;

/** Turns what the host knows of a file into an entry, and says what it could not take over. For one thread. */
final class Entries {
    private final OwnerNames owners;
    private final Losses losses;

    Entries(OwnerNames owners, Losses losses) {
        this.owners = owners;
        this.losses = losses;
    }

    /** An entry with all but content, target and stat key. */
    TreeEntry.Builder of(TreePath path, FileStatus status, HostFile file) {
        TreeEntry.Builder entry = TreeEntry.builder(path, type(status.type())).mode(status.mode()).size(size(status))
                .owner(status.user(), status.group()).ownerNames(owners.user(status.user()), owners.group(status.group()))
                .modified(status.modified().getEpochSecond(), status.modified().getNano())
                .device(Devices.encode(status.node()));
        attributes(path, file, entry);
        return entry;
    }

    /** An entry of a regular file, with all but its content. */
    TreeEntry file(TreePath path, FileStatus status, HostFile file, StatKey.Extent shown) {
        long lost = losses.count();
        TreeEntry.Builder entry = of(path, status, file);
        return entry.statKey(StatKey.of(status, losses.count() == lost ? shown : StatKey.Extent.LACKING)).build();
    }

    /** Whether owner and group still have the names that an entry has. */
    boolean namesHold(TreeEntry entry) {
        return entry.user().equals(owners.user(entry.uid())) && entry.group().equals(owners.group(entry.gid()));
    }

    private static long size(FileStatus status) {
        return status.type() == FileType.REGULAR ? status.size() : 0;
    }

    private void attributes(TreePath path, HostFile file, TreeEntry.Builder entry) {
        try {
            for (ExtendedAttribute attribute : file.attributes()) {
                name(path, attribute.name(), entry, attribute.value());
            }
        } catch (HostFileException unreadable) {
            losses.add(Losses.Kind.ATTRIBUTES, path, unreadable);
        }
    }

    private void name(TreePath path, byte[] name, TreeEntry.Builder entry, byte[] value) {
        try {
            entry.attribute(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString(), value);
        } catch (CharacterCodingException notText) {
            losses.add(Losses.Kind.ATTRIBUTES, path, "the attribute's name " + FileNames.display(name) + " is not text");
        }
    }

    static EntryType type(FileType type) {
        return switch (type) {
            case REGULAR -> EntryType.FILE;
            case DIRECTORY -> EntryType.DIRECTORY;
            case SYMBOLIC_LINK -> EntryType.SYMLINK;
            case FIFO -> EntryType.FIFO;
            case SOCKET -> EntryType.SOCKET;
            case CHARACTER_DEVICE -> EntryType.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> EntryType.BLOCK_DEVICE;
            default -> throw new IllegalArgumentException("no entry for " + type);
        };
    }
}
