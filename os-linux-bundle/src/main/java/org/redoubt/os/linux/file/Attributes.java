package org.redoubt.os.linux.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.os.ExtendedAttribute;
import org.redoubt.api.os.HostFileException;
import org.redoubt.os.linux.call.Errno;
import org.redoubt.os.linux.call.Frame;

/** The extended attributes of a file, however the file is addressed. */
abstract class Attributes {

    /** The kernel limits both the list of names and a value to this. */
    private static final int LIMIT = 64 << 10;

    private static final String READ = "read the attributes of";

    private final Frame frame;
    private final Place place;

    Attributes(Frame frame, Place place) {
        this.frame = frame;
        this.place = place;
    }

    abstract long list(MemorySegment names, long size);

    abstract long get(MemorySegment name, MemorySegment value, long size);

    abstract long set(MemorySegment name, MemorySegment value, long size);

    abstract long remove(MemorySegment name);

    List<ExtendedAttribute> all() throws HostFileException {
        MemorySegment names = frame.bulk().asSlice(0, LIMIT);
        long length = list(names, LIMIT);
        if (length == 0 || Errno.EOPNOTSUPP.is(length)) {
            return List.of();
        }
        Outcome.check(length, READ, place);
        List<ExtendedAttribute> all = new ArrayList<>();
        long start = 0;
        for (long end = 0; end < length; end++) {
            if (names.get(JAVA_BYTE, end) == 0) {
                byte[] name = names.asSlice(start, end - start).toArray(JAVA_BYTE);
                value(names.asSlice(start)).ifPresent(value -> all.add(ExtendedAttribute.of(name, value)));
                start = end + 1;
            }
        }
        return all;
    }

    Optional<byte[]> one(String name) throws HostFileException {
        return value(frame.other(name.getBytes(StandardCharsets.UTF_8)));
    }

    void put(ExtendedAttribute attribute) throws HostFileException {
        byte[] value = attribute.value();
        MemorySegment values = frame.bulk();
        if (value.length > LIMIT) {
            throw Errno.E2BIG.exception("set the attribute " + attribute + " of " + place);
        }
        MemorySegment.copy(value, 0, values, JAVA_BYTE, 0, value.length);
        Outcome.check(set(frame.other(attribute.name()), values, value.length), "set the attribute " + attribute + " of", place);
    }

    boolean drop(ExtendedAttribute attribute) throws HostFileException {
        long outcome = remove(frame.other(attribute.name()));
        if (Errno.ENODATA.is(outcome)) {
            return false;
        }
        Outcome.check(outcome, "remove the attribute " + attribute + " of", place);
        return true;
    }

    /** Empty also for one that went away since it was listed. */
    private Optional<byte[]> value(MemorySegment name) throws HostFileException {
        MemorySegment value = frame.bulk().asSlice(LIMIT, LIMIT);
        long length = get(name, value, LIMIT);
        if (Errno.ENODATA.is(length) || Errno.EOPNOTSUPP.is(length)) {
            return Optional.empty();
        }
        Outcome.check(length, READ, place);
        return Optional.of(value.asSlice(0, length).toArray(JAVA_BYTE));
    }
}
