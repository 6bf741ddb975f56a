package org.redoubt.os.linux.call;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Calls on a name in the directory of the frame. Each answers as the kernel does: not negative, or the negated error. */
public final class DirectoryCalls {

    private static final long MKNODAT_CALL = Architecture.current().mknodat;
    private static final long RENAMEAT2_CALL = Architecture.current().renameat2;
    private static final long STATX_CALL = Architecture.current().statx;

    private static final MethodHandle OPENAT = Linking.variadic(3, "openat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle MKDIRAT = Linking.function("mkdirat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle MKNODAT =
            Linking.variadic(1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG);
    private static final MethodHandle SYMLINKAT = Linking.function("symlinkat", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    private static final MethodHandle LINKAT = Linking.function("linkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle READLINKAT = Linking.function("readlinkat", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle RENAMEAT2 =
            Linking.variadic(1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle UNLINKAT = Linking.function("unlinkat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle FCHOWNAT = Linking.function("fchownat", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle UTIMENSAT = Linking.function("utimensat", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle CHMOD = Linking.function("chmod", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle STATX =
            Linking.variadic(1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);

    private DirectoryCalls() {}

    /** Opens a file and answers its descriptor. */
    public static int openat(Frame frame, MemorySegment name, int flags, int mode) {
        try {
            int outcome;
            do {
                outcome = Linking.outcome((int) OPENAT.invokeExact(frame.capture(), frame.fd(), name, flags, mode), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Creates a directory. */
    public static int mkdirat(Frame frame, MemorySegment name, int mode) {
        try {
            return Linking.outcome((int) MKDIRAT.invokeExact(frame.capture(), frame.fd(), name, mode), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Creates a node; not in every C library by its own name. */
    public static long mknodat(Frame frame, MemorySegment name, int mode, long device) {
        try {
            return Linking.outcome((long) MKNODAT.invokeExact(frame.capture(), MKNODAT_CALL, frame.fd(), name, mode, device), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Creates a symbolic link. */
    public static int symlinkat(Frame frame, MemorySegment target, MemorySegment name) {
        try {
            return Linking.outcome((int) SYMLINKAT.invokeExact(frame.capture(), target, frame.fd(), name), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Creates a hard link in another directory. */
    public static int linkat(Frame frame, MemorySegment existing, int directory, MemorySegment name) {
        try {
            return Linking.outcome((int) LINKAT.invokeExact(frame.capture(), frame.fd(), existing, directory, name, 0), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Reads a symbolic link and answers its length. */
    public static long readlinkat(Frame frame, MemorySegment name, MemorySegment target, long size) {
        try {
            return Linking.outcome((long) READLINKAT.invokeExact(frame.capture(), frame.fd(), name, target, size), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Renames into another directory; not in every C library by its own name. */
    public static long renameat2(Frame frame, MemorySegment name, int directory, MemorySegment renamed, int flags) {
        try {
            return Linking.outcome((long) RENAMEAT2.invokeExact(frame.capture(), RENAMEAT2_CALL, frame.fd(), name,
                    directory, renamed, flags), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Removes a name. */
    public static int unlinkat(Frame frame, MemorySegment name, int flags) {
        try {
            return Linking.outcome((int) UNLINKAT.invokeExact(frame.capture(), frame.fd(), name, flags), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Sets the owner. */
    public static int fchownat(Frame frame, MemorySegment name, int user, int group, int flags) {
        try {
            return Linking.outcome((int) FCHOWNAT.invokeExact(frame.capture(), frame.fd(), name, user, group, flags), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Sets the times. */
    public static int utimensat(Frame frame, MemorySegment name, MemorySegment times, int flags) {
        try {
            return Linking.outcome((int) UTIMENSAT.invokeExact(frame.capture(), frame.fd(), name, times, flags), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Sets the mode of what a path leads to. */
    public static int chmod(Frame frame, MemorySegment path, int mode) {
        try {
            return Linking.outcome((int) CHMOD.invokeExact(frame.capture(), path, mode), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Reads the status; not in every C library by its own name. */
    public static long statx(Frame frame, MemorySegment name, int flags, int mask, MemorySegment status) {
        try {
            long outcome;
            do {
                outcome = Linking.outcome((long) STATX.invokeExact(frame.capture(), STATX_CALL, frame.fd(), name,
                        flags, mask, status), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }
}
