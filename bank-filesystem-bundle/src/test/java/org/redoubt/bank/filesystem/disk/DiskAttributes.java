package org.redoubt.bank.filesystem.disk;

import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** What a node was at one moment; its owner alone has any rights. */
record DiskAttributes(boolean isDirectory, long size, Object fileKey, FileTime creationTime, FileTime lastModifiedTime) implements PosixFileAttributes {

    static DiskAttributes of(Node node) {
        long size = node instanceof Node.File file ? file.content().bytes().length : 0;
        return new DiskAttributes(node instanceof Node.Folder, size, node.number(), node.created(), node.changed());
    }

    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime;
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }

    @Override
    public UserPrincipal owner() {
        throw new UnsupportedOperationException();
    }

    @Override
    public GroupPrincipal group() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<PosixFilePermission> permissions() {
        return PosixFilePermissions.fromString(isDirectory ? "rwx------" : "rw-------");
    }
}
