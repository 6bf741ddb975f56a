package org.redoubt.os.linux.file;

import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;
import org.redoubt.os.linux.call.Errno;

/** Turns what a call answered into a value or an exception. */
final class Outcome {

    private static final long LARGEST_ID = 0xfffffffeL;

    private Outcome() {}

    static long check(long outcome, String action, Place place) throws HostFileException {
        if (outcome < 0) {
            throw Errno.exception(outcome, action + " " + place);
        }
        return outcome;
    }

    static int check(int outcome, String action, Place place) throws HostFileException {
        return (int) check((long) outcome, action, place);
    }

    /** Refuses what the kernel would take for "leave as it is". */
    static int id(long id) {
        if (id < 0 || id > LARGEST_ID) {
            throw new IllegalArgumentException("no user or group id: " + id);
        }
        return (int) id;
    }

    static int mode(int mode) {
        if ((mode & ~HostFile.MODE_MASK) != 0) {
            throw new IllegalArgumentException("no mode: " + Integer.toOctalString(mode));
        }
        return mode;
    }
}
