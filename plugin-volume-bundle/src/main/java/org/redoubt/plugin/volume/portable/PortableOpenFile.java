package org.redoubt.plugin.volume.portable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.DataExtent;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.HostFileException.Kind;
import org.redoubt.api.os.OpenFile;

/** An open file by Java's own channels. An interrupt closes it, which is harmless as it belongs to one thread. */
final class PortableOpenFile extends PortableHandle implements OpenFile {
    private final FileChannel channel;

    private PortableOpenFile(Path path, FileChannel channel) throws IOException {
        super(path);
        this.channel = channel;
    }

    static PortableOpenFile open(Path path, Access access, boolean devices) throws HostFileException {
        return Refusals.of("open the file " + path.getFileName(), () -> {
            FileType type = PortableStatus.of(path).type();
            if (type != FileType.REGULAR && !(devices && type == FileType.BLOCK_DEVICE)) {
                Kind kind = switch (type) {
                    case DIRECTORY -> Kind.IS_A_DIRECTORY;
                    case SYMBOLIC_LINK -> Kind.IS_A_LINK;
                    default -> Kind.WRONG_TYPE;
                };
                throw new HostFileException(kind, "Java", "open the file " + path.getFileName());
            }
            Set<OpenOption> options = new HashSet<>(Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            if (access == Access.READ_WRITE) {
                options.add(StandardOpenOption.WRITE);
            }
            return new PortableOpenFile(path, FileChannel.open(path, options));
        });
    }

    static PortableOpenFile create(Path path, Set<PosixFilePermission> permissions) throws HostFileException {
        return Refusals.of("create the file " + path.getFileName(), () -> new PortableOpenFile(path, FileChannel.open(path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS), PosixFilePermissions.asFileAttribute(permissions))));
    }

    @Override
    public long size() throws HostFileException {
        return Refusals.of(say("read the size of"), channel::size);
    }

    @Override
    public int read(long offset, ByteBuffer target) throws HostFileException {
        return target.hasRemaining() ? Refusals.of(say("read"), () -> channel.read(target, offset)) : 0;
    }

    @Override
    public void write(long offset, ByteBuffer source) throws HostFileException {
        Refusals.run(say("write"), () -> {
            long at = offset;
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
        });
    }

    /** Java can extend a file only by writing to its end. */
    @Override
    public void resize(long size) throws HostFileException {
        Refusals.run(say("resize"), () -> {
            if (size < channel.size()) {
                channel.truncate(size);
            } else if (size > channel.size()) {
                channel.write(ByteBuffer.allocate(1), size - 1);
            }
        });
    }

    /** Java does not know of holes: all is data. */
    @Override
    public Optional<DataExtent> nextData(long offset) throws HostFileException {
        long size = size();
        return offset < size ? Optional.of(new DataExtent(offset, size - offset)) : Optional.empty();
    }

    @Override
    public void punch(long offset, long length) throws HostFileException {
        throw Refusals.unsupported(say("make a hole in"));
    }

    @Override
    public void cloneFrom(OpenFile source) throws HostFileException {
        throw Refusals.unsupported(say("clone"));
    }

    @Override
    public void sync() throws HostFileException {
        Refusals.run(say("make durable"), () -> channel.force(true));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException late) {
            // what was written before was made durable, or was not promised
        }
    }
}
