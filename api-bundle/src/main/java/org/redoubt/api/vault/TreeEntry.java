package org.redoubt.api.vault;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One entry of a directory tree with all that a file system knows of it. Immutable; made with a builder. Arrays are copied.
 */
public final class TreeEntry {
    private final TreePath path;
    private final EntryType type;
    private final int mode;
    private final long uid;
    private final long gid;
    private final String user;
    private final String group;
    private final long modifiedSeconds;
    private final int modifiedNanos;
    private final long device;
    private final byte[] linkTarget;
    private final TreePath sameFileAs;
    private final byte[] statKey;
    private final long size;
    private final List<Attribute> attributes;

    private TreeEntry(Builder builder) {
        path = builder.path;
        type = builder.type;
        mode = builder.mode;
        uid = builder.uid;
        gid = builder.gid;
        user = builder.user;
        group = builder.group;
        modifiedSeconds = builder.modifiedSeconds;
        modifiedNanos = builder.modifiedNanos;
        device = builder.device;
        linkTarget = builder.linkTarget;
        sameFileAs = builder.sameFileAs;
        statKey = builder.statKey;
        size = builder.size;
        attributes = List.copyOf(builder.attributes.values());
    }

    /**
     * Starts an entry.
     *
     * @param path where in the tree
     * @param type what it is
     */
    public static Builder builder(TreePath path, EntryType type) {
        return new Builder(path, type);
    }

    /** Starts an entry like this one. */
    public Builder toBuilder() {
        Builder builder = new Builder(path, type).mode(mode).owner(uid, gid).ownerNames(user, group)
                .modified(modifiedSeconds, modifiedNanos).device(device).size(size);
        builder.linkTarget = linkTarget;
        builder.sameFileAs = sameFileAs;
        builder.statKey = statKey;
        attributes.forEach(a -> builder.attributes.put(a.name(), a));
        return builder;
    }

    /** Where in the tree. */
    public TreePath path() {
        return path;
    }

    /** What it is. */
    public EntryType type() {
        return type;
    }

    /** The lower twelve bits of the mode: set-user-id, set-group-id, sticky, and read, write, execute for three. */
    public int mode() {
        return mode;
    }

    /** The number of the owner. */
    public long uid() {
        return uid;
    }

    /** The number of the group. */
    public long gid() {
        return gid;
    }

    /** The name of the owner; empty if it had none. */
    public String user() {
        return user;
    }

    /** The name of the group; empty if it had none. */
    public String group() {
        return group;
    }

    /** When the content was changed: seconds since 1970, may be negative. */
    public long modifiedSeconds() {
        return modifiedSeconds;
    }

    /** The nanoseconds that belong to {@link #modifiedSeconds()}, 0 to 999,999,999. */
    public int modifiedNanos() {
        return modifiedNanos;
    }

    /** The device number of a device, as Linux encodes it in 64 bits. */
    public long device() {
        return device;
    }

    /** The target of a symbolic link; empty for others. A copy. */
    public byte[] linkTarget() {
        return linkTarget.clone();
    }

    /** For the second and further names of a file with hard links: the path of the first one, which has the content. */
    public Optional<TreePath> sameFileAs() {
        return Optional.ofNullable(sameFileAs);
    }

    /** What the writer compares to know an unchanged file: opaque to the vault. A copy. */
    public byte[] statKey() {
        return statKey.clone();
    }

    /** The size of a regular file in bytes, holes counted. */
    public long size() {
        return size;
    }

    /** The extended attributes, POSIX ACLs among them, in the order in which they were added. */
    public List<Attribute> attributes() {
        return attributes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeEntry that && path.equals(that.path) && type == that.type && mode == that.mode
                && uid == that.uid && gid == that.gid && user.equals(that.user) && group.equals(that.group)
                && modifiedSeconds == that.modifiedSeconds && modifiedNanos == that.modifiedNanos && device == that.device
                && Arrays.equals(linkTarget, that.linkTarget) && Objects.equals(sameFileAs, that.sameFileAs)
                && Arrays.equals(statKey, that.statKey) && size == that.size && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, type, mode, uid, gid, modifiedSeconds, modifiedNanos, size);
    }

    @Override
    public String toString() {
        return type + " " + path;
    }

    /** An extended attribute. Immutable; equality is by value. */
    public static final class Attribute {
        private final String name;
        private final byte[] value;

        private Attribute(String name, byte[] value) {
            this.name = name;
            this.value = value;
        }

        /** The full name with its namespace, such as {@code user.note} or {@code system.posix_acl_access}. */
        public String name() {
            return name;
        }

        /** The value. A copy. */
        public byte[] value() {
            return value.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Attribute that && name.equals(that.name) && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 31 + Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Builds an entry. Not thread-safe. */
    public static final class Builder {
        private final TreePath path;
        private final EntryType type;
        private int mode;
        private long uid;
        private long gid;
        private String user = "";
        private String group = "";
        private long modifiedSeconds;
        private int modifiedNanos;
        private long device;
        private byte[] linkTarget = new byte[0];
        private TreePath sameFileAs;
        private byte[] statKey = new byte[0];
        private long size;
        private final Map<String, Attribute> attributes = new LinkedHashMap<>();

        private Builder(TreePath path, EntryType type) {
            this.path = Objects.requireNonNull(path);
            this.type = Objects.requireNonNull(type);
        }

        /** Sets the mode; only the lower twelve bits count. */
        public Builder mode(int bits) {
            mode = bits & 07777;
            return this;
        }

        /** Sets owner and group by number. */
        public Builder owner(long owner, long ownerGroup) {
            uid = owner;
            gid = ownerGroup;
            return this;
        }

        /** Sets owner and group by name; empty where there is none. */
        public Builder ownerNames(String owner, String ownerGroup) {
            user = Objects.requireNonNull(owner);
            group = Objects.requireNonNull(ownerGroup);
            return this;
        }

        /** Sets the time of the last change of the content. */
        public Builder modified(long seconds, int nanos) {
            modifiedSeconds = seconds;
            modifiedNanos = Objects.checkIndex(nanos, 1_000_000_000);
            return this;
        }

        /** Sets the number of a device. */
        public Builder device(long number) {
            device = number;
            return this;
        }

        /** Sets the target of a symbolic link. */
        public Builder linkTarget(byte[] target) {
            linkTarget = target.clone();
            return this;
        }

        /** Makes this a further name of another file of the same tree. */
        public Builder sameFileAs(TreePath first) {
            sameFileAs = Objects.requireNonNull(first);
            return this;
        }

        /** Sets what is compared to know an unchanged file. */
        public Builder statKey(byte[] key) {
            statKey = key.clone();
            return this;
        }

        /** Sets the size in bytes. */
        public Builder size(long bytes) {
            size = bytes;
            return this;
        }

        /** Adds an extended attribute, replacing one of the same name. */
        public Builder attribute(String name, byte[] value) {
            attributes.put(name, new Attribute(name, value.clone()));
            return this;
        }

        /** The entry. */
        public TreeEntry build() {
            return new TreeEntry(this);
        }
    }
}
