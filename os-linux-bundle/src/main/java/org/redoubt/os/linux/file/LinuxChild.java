package org.redoubt.os.linux.file;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.FileType;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;
import org.redoubt.os.linux.call.AttributeCalls;
import org.redoubt.os.linux.call.Descriptor;
import org.redoubt.os.linux.call.DirectoryCalls;
import org.redoubt.os.linux.call.Errno;
import org.redoubt.os.linux.call.Flags;
import org.redoubt.os.linux.call.Frame;

/** A name in an open directory. */
final class LinuxChild implements HostFile {

    private static final String SET_MODE = "set the mode of";

    private final Descriptor directory;
    private final Place place;

    LinuxChild(Descriptor directory, Place place) {
        this.directory = directory;
        this.place = place;
    }

    @Override
    public FileStatus status() throws HostFileException {
        try (Frame frame = directory.enter()) {
            MemorySegment status = frame.out();
            Outcome.check(DirectoryCalls.statx(frame, frame.text(place.name()), Flags.AT_SYMLINK_NOFOLLOW | Flags.AT_NO_AUTOMOUNT,
                    LinuxFileStatus.WANTED, status), "read the status of", place);
            return LinuxFileStatus.of(status);
        }
    }

    @Override
    public void setOwner(long user, long group) throws HostFileException {
        try (Frame frame = directory.enter()) {
            Outcome.check(DirectoryCalls.fchownat(frame, frame.text(place.name()), Outcome.id(user), Outcome.id(group),
                    Flags.AT_SYMLINK_NOFOLLOW), "set the owner of", place);
        }
    }

    /** Not by name, as the call that sets a mode by name would follow a link. */
    @Override
    public void setMode(int mode) throws HostFileException {
        Outcome.mode(mode);
        try (Frame frame = directory.enter();
                Identity file = Identity.of(frame, place.name(), Flags.O_NOFOLLOW, SET_MODE, place)) {
            if (file.type() == FileType.SYMBOLIC_LINK) {
                throw Errno.EOPNOTSUPP.exception("set the mode of the symbolic link " + place);
            }
            Outcome.check(DirectoryCalls.chmod(file.frame(), file.path(), mode), SET_MODE, place);
        }
    }

    @Override
    public void setModified(Instant modified) throws HostFileException {
        try (Frame frame = directory.enter()) {
            setTimes(frame, Times.modified(frame, modified));
        }
    }

    @Override
    public void setTimes(Instant accessed, Instant modified) throws HostFileException {
        try (Frame frame = directory.enter()) {
            setTimes(frame, Times.both(frame, accessed, modified));
        }
    }

    private void setTimes(Frame frame, MemorySegment times) throws HostFileException {
        Outcome.check(DirectoryCalls.utimensat(frame, frame.text(place.name()), times, Flags.AT_SYMLINK_NOFOLLOW),
                "set the times of", place);
    }

    @Override
    public List<ExtendedAttribute> attributes() throws HostFileException {
        try (Frame frame = directory.enter()) {
            return attributes(frame).all();
        }
    }

    @Override
    public Optional<byte[]> attribute(String name) throws HostFileException {
        try (Frame frame = directory.enter()) {
            return attributes(frame).one(name);
        }
    }

    @Override
    public void setAttribute(ExtendedAttribute attribute) throws HostFileException {
        try (Frame frame = directory.enter()) {
            attributes(frame).put(attribute);
        }
    }

    @Override
    public boolean removeAttribute(ExtendedAttribute attribute) throws HostFileException {
        try (Frame frame = directory.enter()) {
            return attributes(frame).drop(attribute);
        }
    }

    @Override
    public String toString() {
        return place.toString();
    }

    private Attributes attributes(Frame frame) throws HostFileException {
        MemorySegment path = frame.pathOf(place.name());
        return new Attributes(frame, place) {
            @Override
            long list(MemorySegment names, long size) {
                return AttributeCalls.list(frame, path, names, size);
            }

            @Override
            long get(MemorySegment name, MemorySegment value, long size) {
                return AttributeCalls.get(frame, path, name, value, size);
            }

            @Override
            long set(MemorySegment name, MemorySegment value, long size) {
                return AttributeCalls.set(frame, path, name, value, size);
            }

            @Override
            long remove(MemorySegment name) {
                return AttributeCalls.remove(frame, path, name);
            }
        };
    }
}
