package org.redoubt.os.linux.file;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileSystemStatus;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenHandle;
import org.redoubt.os.linux.call.AttributeCalls;
import org.redoubt.os.linux.call.Descriptor;
import org.redoubt.os.linux.call.DirectoryCalls;
import org.redoubt.os.linux.call.FileCalls;
import org.redoubt.os.linux.call.Flags;
import org.redoubt.os.linux.call.Frame;

/** What is the same for an open directory and an open file. */
abstract class LinuxHandle implements OpenHandle {

    private static final byte[] ITSELF = {};

    private final Descriptor descriptor;
    private final Place place;

    LinuxHandle(Descriptor descriptor, Place place) {
        this.descriptor = descriptor;
        this.place = place;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    Place place() {
        return place;
    }

    @Override
    public FileStatus status() throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            return status(frame, place);
        }
    }

    static LinuxFileStatus status(Frame frame, Place place) throws HostFileException {
        MemorySegment status = frame.out();
        Outcome.check(DirectoryCalls.statx(frame, frame.text(ITSELF), Flags.AT_EMPTY_PATH, LinuxFileStatus.WANTED, status),
                "read the status of", place);
        return LinuxFileStatus.of(status);
    }

    @Override
    public void setOwner(long user, long group) throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            Outcome.check(FileCalls.fchown(frame, Outcome.id(user), Outcome.id(group)), "set the owner of", place);
        }
    }

    @Override
    public void setMode(int mode) throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            Outcome.check(FileCalls.fchmod(frame, Outcome.mode(mode)), "set the mode of", place);
        }
    }

    @Override
    public void setModified(Instant modified) throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            Outcome.check(FileCalls.futimens(frame, Times.modified(frame, modified)), "set the times of", place);
        }
    }

    @Override
    public void setTimes(Instant accessed, Instant modified) throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            Outcome.check(FileCalls.futimens(frame, Times.both(frame, accessed, modified)), "set the times of", place);
        }
    }

    @Override
    public List<ExtendedAttribute> attributes() throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            return attributes(frame).all();
        }
    }

    @Override
    public Optional<byte[]> attribute(String name) throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            return attributes(frame).one(name);
        }
    }

    @Override
    public void setAttribute(ExtendedAttribute attribute) throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            attributes(frame).put(attribute);
        }
    }

    @Override
    public boolean removeAttribute(ExtendedAttribute attribute) throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            return attributes(frame).drop(attribute);
        }
    }

    @Override
    public FileSystemStatus fileSystem() throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            MemorySegment status = frame.out();
            Outcome.check(FileCalls.fstatfs(frame, status), "read the status of the file system of", place);
            return LinuxFileSystemStatus.of(status);
        }
    }

    @Override
    public void sync() throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            Outcome.check(FileCalls.fsync(frame), "make durable", place);
        }
    }

    @Override
    public void syncFileSystem() throws HostFileException {
        try (Frame frame = descriptor.enter()) {
            Outcome.check(FileCalls.syncfs(frame), "make durable the file system of", place);
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return place.toString();
    }

    private Attributes attributes(Frame frame) {
        return new Attributes(frame, place) {
            @Override
            long list(MemorySegment names, long size) {
                return AttributeCalls.flist(frame, names, size);
            }

            @Override
            long get(MemorySegment name, MemorySegment value, long size) {
                return AttributeCalls.fget(frame, name, value, size);
            }

            @Override
            long set(MemorySegment name, MemorySegment value, long size) {
                return AttributeCalls.fset(frame, name, value, size);
            }

            @Override
            long remove(MemorySegment name) {
                return AttributeCalls.fremove(frame, name);
            }
        };
    }
}
