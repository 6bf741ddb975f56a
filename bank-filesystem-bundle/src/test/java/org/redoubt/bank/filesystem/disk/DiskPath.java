package org.redoubt.bank.filesystem.disk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/**
 * A path on a disk, which is put together as those of the system are.
 *
 * @param files the disk
 * @param path what it would be on the disk of this machine
 */
record DiskPath(DiskFileSystem files, Path path) implements Path {

    private Path on(Path other) {
        return other == null ? null : new DiskPath(files, other);
    }

    private static Path of(Path other) {
        return ((DiskPath) other).path;
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return path.isAbsolute();
    }

    @Override
    public Path getRoot() {
        return on(path.getRoot());
    }

    @Override
    public Path getFileName() {
        return on(path.getFileName());
    }

    @Override
    public Path getParent() {
        return on(path.getParent());
    }

    @Override
    public int getNameCount() {
        return path.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return on(path.getName(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return on(path.subpath(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return other instanceof DiskPath && path.startsWith(of(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return other instanceof DiskPath && path.endsWith(of(other));
    }

    @Override
    public Path normalize() {
        return on(path.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return on(path.resolve(of(other)));
    }

    @Override
    public Path relativize(Path other) {
        return on(path.relativize(of(other)));
    }

    @Override
    public URI toUri() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path toAbsolutePath() {
        return on(Path.of("/").resolve(path));
    }

    /** There are no links to follow. */
    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        Path real = toAbsolutePath().normalize();
        files.provider().checkAccess(real);
        return real;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return path.compareTo(of(other));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
