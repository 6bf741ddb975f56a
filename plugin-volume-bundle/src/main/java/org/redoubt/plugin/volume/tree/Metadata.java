package org.redoubt.plugin.volume.tree;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.TreeEntry;

/** Gives restored files what was known of them, in the order in which the host lets it stand. For one thread. */
final class Metadata {
    private static final int SET_IDS = 06000;

    private final OwnerNames owners;
    private final boolean byName;
    private final Losses losses;

    /** @param byName whether the owner's name counts, where this host knows it, and not the number */
    Metadata(OwnerNames owners, boolean byName, Losses losses) {
        this.owners = owners;
        this.byName = byName;
        this.losses = losses;
    }

    /** @param inherited whether the file may have attributes that it got from the directory it was made in */
    void apply(HostFile file, TreeEntry entry, boolean inherited) {
        boolean owned = owner(file, entry);
        attributes(file, entry, inherited);
        if (entry.type() != EntryType.SYMLINK) {
            mode(file, entry, owned);
        }
        try {
            file.setModified(Instant.ofEpochSecond(entry.modifiedSeconds(), entry.modifiedNanos()));
        } catch (HostFileException refused) {
            losses.add(Losses.Kind.TIMES, entry.path(), refused);
        }
    }

    private boolean owner(HostFile file, TreeEntry entry) {
        long user = byName && !entry.user().isEmpty() ? owners.userId(entry.user(), entry.uid()) : entry.uid();
        long group = byName && !entry.group().isEmpty() ? owners.groupId(entry.group(), entry.gid()) : entry.gid();
        try {
            file.setOwner(user, group);
            return true;
        } catch (HostFileException refused) {
            losses.add(Losses.Kind.OWNER, entry.path(), refused);
        } catch (IllegalArgumentException noSuchId) {
            losses.add(Losses.Kind.OWNER, entry.path(), noSuchId.getMessage());
        }
        return false;
    }

    /** A program must not run with the rights of whoever restored it. */
    private void mode(HostFile file, TreeEntry entry, boolean owned) {
        int mode = owned ? entry.mode() : entry.mode() & ~SET_IDS;
        try {
            file.setMode(mode);
        } catch (HostFileException refused) {
            losses.add(Losses.Kind.MODE, entry.path(), refused);
        }
        if (mode != entry.mode()) {
            losses.add(Losses.Kind.MODE, entry.path(), "its set-id bits belong to an owner that could not be set");
        }
    }

    private void attributes(HostFile file, TreeEntry entry, boolean inherited) {
        if (inherited) {
            removeOthers(file, entry);
        }
        for (TreeEntry.Attribute attribute : entry.attributes()) {
            try {
                file.setAttribute(ExtendedAttribute.of(attribute.name(), attribute.value()));
            } catch (HostFileException refused) {
                losses.add(Losses.Kind.ATTRIBUTES, entry.path(), refused);
            } catch (IllegalArgumentException noName) {
                losses.add(Losses.Kind.ATTRIBUTES, entry.path(), noName.getMessage());
            }
        }
    }

    private void removeOthers(HostFile file, TreeEntry entry) {
        Set<String> wanted = new HashSet<>();
        entry.attributes().forEach(attribute -> wanted.add(attribute.name()));
        try {
            for (ExtendedAttribute present : file.attributes()) {
                if (removable(present.name()) && !wanted.contains(FileText.of(present.name()))) {
                    file.removeAttribute(present);
                }
            }
        } catch (HostFileException refused) {
            losses.add(Losses.Kind.ATTRIBUTES, entry.path(), refused);
        }
    }

    /** Labels in other namespaces are the system's business. */
    private static boolean removable(byte[] name) {
        String text = FileText.of(name);
        return text.startsWith("user.") || text.startsWith("system.posix_acl_");
    }
}
