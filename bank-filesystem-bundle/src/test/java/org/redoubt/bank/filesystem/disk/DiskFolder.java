package org.redoubt.bank.filesystem.disk;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A folder that is looked into. */
final class DiskFolder implements SecureDirectoryStream<Path> {
    private final Disk disk;
    private final Path folder;
    private final List<Path> entries = new ArrayList<>();

    DiskFolder(Disk disk, Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        this.disk = disk;
        this.folder = folder;
        for (String name : disk.entries(folder).keySet()) {
            Path entry = folder.resolve(name);
            if (filter.accept(entry)) {
                entries.add(entry);
            }
        }
    }

    @Override
    public Iterator<Path> iterator() {
        return entries.iterator();
    }

    @Override
    public void deleteFile(Path path) throws IOException {
        disk.remove(folder.resolve(path), Set.of(Node.File.class));
    }

    @Override
    public void deleteDirectory(Path path) throws IOException {
        disk.remove(folder.resolve(path), Set.of(Node.Folder.class));
    }

    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path path, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, SecureDirectoryStream<Path> targetFolder, Path target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
