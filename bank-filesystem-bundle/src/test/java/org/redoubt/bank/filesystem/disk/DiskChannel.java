package org.redoubt.bank.filesystem.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** An open file, or an open folder to bring its names to disk. An interrupt closes it, as it does with those of the system. For one thread. */
final class DiskChannel extends FileChannel {
    private final Disk disk;
    private final Path path;
    private final Node node;
    private long position;

    DiskChannel(Disk disk, Path path, Node node) {
        this.disk = disk;
        this.path = path;
        this.node = node;
    }

    private Node.File file() throws IOException {
        if (node instanceof Node.File file) {
            return file;
        }
        throw new IOException("Is a directory");
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T working(Work<T> work) throws IOException {
        boolean done = false;
        begin();
        try {
            T result = work.run();
            done = true;
            return result;
        } finally {
            end(done);
        }
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
        return working(() -> {
            byte[] bytes = disk.<byte[], IOException>locked(() -> file().content().bytes());
            if (at >= bytes.length) {
                return -1;
            }
            int count = (int) Math.min(into.remaining(), bytes.length - at);
            into.put(bytes, (int) at, count);
            return count;
        });
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = read(into, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int write(ByteBuffer from, long at) throws IOException {
        return working(() -> {
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            disk.write(path, file(), at, bytes);
            return bytes.length;
        });
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = write(from, position);
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() throws IOException {
        return disk.<Integer, IOException>locked(() -> file().content().bytes().length);
    }

    @Override
    public void force(boolean all) throws IOException {
        this.<Void>working(() -> {
            disk.sync(path, node);
            return null;
        });
    }

    @Override
    public FileLock tryLock(long at, long size, boolean shared) {
        return new FileLock(this, at, size, shared) {
            @Override
            public boolean isValid() {
                return isOpen();
            }

            @Override
            public void release() {
                // With its channel.
            }
        };
    }

    @Override
    public FileLock lock(long at, long size, boolean shared) {
        return tryLock(at, size, shared);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseChannel() {
        // Nothing is held.
    }
}
