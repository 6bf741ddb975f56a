package org.redoubt.api.vault;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An entry that is not the same in two trees.
 *
 * @param before what it was; empty if it was added
 * @param after what it is; empty if it was removed
 * @param content whether it is a file in both, with other bytes
 */
public record TreeChange(Optional<TreeEntry> before, Optional<TreeEntry> after, boolean content) {

    /** Checks that it is somewhere. */
    public TreeChange {
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("An entry that is in neither tree has not changed.");
        }
    }

    /** What can differ of an entry that is in both trees. The set is open. */
    public enum Aspect {
        /** What it is: a file is a directory now, for instance. */
        TYPE,
        /** The bytes of a file. */
        CONTENT,
        /** Permissions. */
        MODE,
        /** User or group. */
        OWNER,
        /** The time of the last change of the content. */
        MODIFIED,
        /** Extended attributes and access control lists. */
        ATTRIBUTES,
        /** Where a symbolic link leads, which file a further name stands for, or the number of a device. */
        TARGET;

        /** The aspect as it is written. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where in the trees. */
    public TreePath path() {
        return after.or(() -> before).orElseThrow().path();
    }

    /** What differs; empty if it was added or removed. */
    public Set<Aspect> aspects() {
        Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        if (before.isPresent() && after.isPresent()) {
            if (content) {
                aspects.add(Aspect.CONTENT);
            }
            compare(before.get(), after.get(), aspects);
        }
        return aspects;
    }

    private static void compare(TreeEntry a, TreeEntry b, Set<Aspect> aspects) {
        add(aspects, Aspect.TYPE, a.type() == b.type());
        add(aspects, Aspect.MODE, a.mode() == b.mode());
        add(aspects, Aspect.OWNER, a.uid() == b.uid() && a.gid() == b.gid() && a.user().equals(b.user()) && a.group().equals(b.group()));
        add(aspects, Aspect.MODIFIED, a.modifiedSeconds() == b.modifiedSeconds() && a.modifiedNanos() == b.modifiedNanos());
        add(aspects, Aspect.ATTRIBUTES, Set.copyOf(a.attributes()).equals(Set.copyOf(b.attributes())));
        add(aspects, Aspect.TARGET, Arrays.equals(a.linkTarget(), b.linkTarget()) && a.device() == b.device()
                && Objects.equals(a.sameFileAs(), b.sameFileAs()));
    }

    private static void add(Set<Aspect> aspects, Aspect aspect, boolean same) {
        if (!same) {
            aspects.add(aspect);
        }
    }
}
