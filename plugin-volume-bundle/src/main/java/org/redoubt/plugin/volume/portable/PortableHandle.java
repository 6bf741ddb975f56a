package org.redoubt.plugin.volume.portable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.redoubt.api.os.FileSystemStatus;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.OpenHandle;

/**
 * A file that counts as open. Java keeps no hold of it, so each use sees whether the path still leads to the same file, and refuses
 * if not: a link that was planted meanwhile is noticed, save one planted in the very moment.
 */
abstract class PortableHandle extends PortableFile implements OpenHandle {
    private final long inode;

    PortableHandle(Path path) throws IOException {
        super(path);
        this.inode = PortableStatus.of(path).inode();
    }

    @Override
    final Path path() throws HostFileException {
        Path path = location();
        long now = Refusals.of(say("find"), () -> PortableStatus.of(path)).inode();
        if (now != inode) {
            throw new HostFileException(Kind.NOT_FOUND, "ESTALE", say("find"));
        }
        return path;
    }

    @Override
    public FileSystemStatus fileSystem() throws HostFileException {
        Path there = path();
        return Refusals.of(say("read the status of the file system of"), () -> {
            FileStore store = Files.getFileStore(there);
            return new PortableFileSystem(store.type(), store.getBlockSize(), store.getTotalSpace(), store.getUsableSpace(), store.isReadOnly());
        });
    }

    @Override
    public void sync() throws HostFileException {
        Path there = path();
        Refusals.run(say("make durable"), () -> {
            try (FileChannel channel = FileChannel.open(there, StandardOpenOption.READ)) {
                channel.force(true);
            }
        });
    }

    /** All files were made durable one by one, as Java cannot do more. */
    @Override
    public void syncFileSystem() throws HostFileException {
        sync();
    }

    @Override
    public void close() {
        // nothing is held
    }
}
