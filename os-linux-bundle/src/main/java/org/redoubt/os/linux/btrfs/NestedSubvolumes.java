package org.redoubt.os.linux.btrfs;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.os.HostFileException;
import org.redoubt.os.linux.call.Errno;
import org.redoubt.os.linux.call.FileCalls;
import org.redoubt.os.linux.call.Frame;

/** Finds the subvolumes in a subvolume, by two ioctls that need no privilege: one for their numbers, one for the path of each. */
final class NestedSubvolumes {

    private static final long GET_SUBVOL_ROOTREF = 0xd000943dL;
    private static final long INO_LOOKUP_USER = 0xd000943eL;

    private static final long REFERENCES = 8;
    private static final long REFERENCE = 16;
    private static final long COUNT = REFERENCES + 255 * REFERENCE;

    private static final long LOOKUP_NAME = 16;
    private static final long LOOKUP_PATH = LOOKUP_NAME + 256;

    private NestedSubvolumes() {}

    private record Reference(long tree, long directory) {}

    static List<byte[]> paths(Frame top, String action) throws HostFileException {
        List<byte[]> paths = new ArrayList<>();
        for (Reference reference : references(top, action)) {
            MemorySegment lookup = top.out().fill((byte) 0);
            lookup.set(JAVA_LONG, 0, reference.directory);
            lookup.set(JAVA_LONG, 8, reference.tree);
            int outcome = FileCalls.ioctl(top, INO_LOOKUP_USER, lookup);
            if (!Errno.ENOENT.is(outcome)) {
                check(outcome, action);
                paths.add(path(lookup));
            }
        }
        return paths;
    }

    /** The kernel tells 255 at a time and, as long as there are more, says so by an error. */
    private static List<Reference> references(Frame top, String action) throws HostFileException {
        List<Reference> references = new ArrayList<>();
        long first = 0;
        boolean more = true;
        while (more) {
            MemorySegment answer = top.out().fill((byte) 0);
            answer.set(JAVA_LONG, 0, first);
            int outcome = FileCalls.ioctl(top, GET_SUBVOL_ROOTREF, answer);
            more = Errno.EOVERFLOW.is(outcome);
            if (!more) {
                check(outcome, action);
            }
            int count = Byte.toUnsignedInt(answer.get(JAVA_BYTE, COUNT));
            for (int i = 0; i < count; i++) {
                long at = REFERENCES + i * REFERENCE;
                references.add(new Reference(answer.get(JAVA_LONG, at), answer.get(JAVA_LONG, at + 8)));
            }
            first = references.isEmpty() ? 0 : references.getLast().tree + 1;
        }
        return references;
    }

    /** The path of the directory with a slash at its end, then the name. */
    private static byte[] path(MemorySegment lookup) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        append(lookup, LOOKUP_PATH, path);
        append(lookup, LOOKUP_NAME, path);
        return path.toByteArray();
    }

    private static void append(MemorySegment lookup, long start, ByteArrayOutputStream path) {
        for (long at = start; lookup.get(JAVA_BYTE, at) != 0; at++) {
            path.write(lookup.get(JAVA_BYTE, at));
        }
    }

    private static void check(int outcome, String action) throws HostFileException {
        if (outcome < 0) {
            throw Errno.exception(outcome, action);
        }
    }
}
