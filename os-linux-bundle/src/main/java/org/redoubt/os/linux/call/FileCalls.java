package org.redoubt.os.linux.call;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Calls on the descriptor of the frame. Each answers as the kernel does: not negative, or the negated error. */
public final class FileCalls {

    private static final long GETDENTS_CALL = Architecture.current().getdents64;

    private static final MethodHandle CLOSE = Linking.function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle PREAD = Linking.function("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PWRITE = Linking.function("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle GETDENTS = Linking.variadic(1, "syscall", JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle FSYNC = Linking.function("fsync", JAVA_INT, JAVA_INT);
    private static final MethodHandle SYNCFS = Linking.function("syncfs", JAVA_INT, JAVA_INT);
    private static final MethodHandle FTRUNCATE = Linking.function("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle FALLOCATE = Linking.function("fallocate", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle LSEEK = Linking.function("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FCHMOD = Linking.function("fchmod", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FCHOWN = Linking.function("fchown", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FUTIMENS = Linking.function("futimens", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle FSTATFS = Linking.function("fstatfs", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle IOCTL = Linking.variadic(2, "ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle IOCTL_CALL = Linking.variadic(2, "ioctl", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);

    private FileCalls() {}

    /** Closes a descriptor, which is closed whatever the answer. */
    public static int close(Frame frame, int number) {
        try {
            return Linking.outcome((int) CLOSE.invokeExact(frame.capture(), number), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Reads content and answers how much. */
    public static long pread(Frame frame, MemorySegment target, long size, long offset) {
        try {
            long outcome;
            do {
                outcome = Linking.outcome((long) PREAD.invokeExact(frame.capture(), frame.fd(), target, size, offset), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Writes content and answers how much. */
    public static long pwrite(Frame frame, MemorySegment source, long size, long offset) {
        try {
            long outcome;
            do {
                outcome = Linking.outcome((long) PWRITE.invokeExact(frame.capture(), frame.fd(), source, size, offset), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Reads entries of a directory and answers how many bytes of them. */
    public static long getdents(Frame frame, MemorySegment entries, long size) {
        try {
            long outcome;
            do {
                outcome = Linking.outcome((long) GETDENTS.invokeExact(frame.capture(), GETDENTS_CALL, frame.fd(), entries, size), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Makes content and status durable. */
    public static int fsync(Frame frame) {
        try {
            int outcome;
            do {
                outcome = Linking.outcome((int) FSYNC.invokeExact(frame.capture(), frame.fd()), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Makes the whole file system durable. */
    public static int syncfs(Frame frame) {
        try {
            int outcome;
            do {
                outcome = Linking.outcome((int) SYNCFS.invokeExact(frame.capture(), frame.fd()), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Sets the size. */
    public static int ftruncate(Frame frame, long size) {
        try {
            int outcome;
            do {
                outcome = Linking.outcome((int) FTRUNCATE.invokeExact(frame.capture(), frame.fd(), size), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Changes which space is allocated. */
    public static int fallocate(Frame frame, int mode, long offset, long length) {
        try {
            int outcome;
            do {
                outcome = Linking.outcome((int) FALLOCATE.invokeExact(frame.capture(), frame.fd(), mode, offset, length), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Moves the current position and answers it. */
    public static long lseek(Frame frame, long offset, int whence) {
        try {
            return Linking.outcome((long) LSEEK.invokeExact(frame.capture(), frame.fd(), offset, whence), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Sets the mode. */
    public static int fchmod(Frame frame, int mode) {
        try {
            return Linking.outcome((int) FCHMOD.invokeExact(frame.capture(), frame.fd(), mode), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Sets the owner. */
    public static int fchown(Frame frame, int user, int group) {
        try {
            return Linking.outcome((int) FCHOWN.invokeExact(frame.capture(), frame.fd(), user, group), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Sets the times. */
    public static int futimens(Frame frame, MemorySegment times) {
        try {
            return Linking.outcome((int) FUTIMENS.invokeExact(frame.capture(), frame.fd(), times), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Reads the status of the file system. */
    public static int fstatfs(Frame frame, MemorySegment status) {
        try {
            int outcome;
            do {
                outcome = Linking.outcome((int) FSTATFS.invokeExact(frame.capture(), frame.fd(), status), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Asks the driver or the file system something by a structure. */
    public static int ioctl(Frame frame, long request, MemorySegment argument) {
        try {
            int outcome;
            do {
                outcome = Linking.outcome((int) IOCTL.invokeExact(frame.capture(), frame.fd(), request, argument), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Asks the driver or the file system something by a number. */
    public static int ioctlNumber(Frame frame, long request, int argument) {
        try {
            int outcome;
            do {
                outcome = Linking.outcome((int) IOCTL_CALL.invokeExact(frame.capture(), frame.fd(), request, argument), frame);
            } while (Errno.EINTR.is(outcome));
            return outcome;
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }
}
