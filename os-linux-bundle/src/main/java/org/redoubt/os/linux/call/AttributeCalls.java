package org.redoubt.os.linux.call;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Calls on extended attributes: of the descriptor of the frame, or of a path whose last name is not followed. */
public final class AttributeCalls {

    private static final MethodHandle FLIST = Linking.function("flistxattr", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle FGET = Linking.function("fgetxattr", JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle FSET = Linking.function("fsetxattr", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle FREMOVE = Linking.function("fremovexattr", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle LIST = Linking.function("llistxattr", JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle GET = Linking.function("lgetxattr", JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
    private static final MethodHandle SET = Linking.function("lsetxattr", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle REMOVE = Linking.function("lremovexattr", JAVA_INT, ADDRESS, ADDRESS);

    private AttributeCalls() {}

    /** Lists the names of the descriptor and answers their length. */
    public static long flist(Frame frame, MemorySegment names, long size) {
        try {
            return Linking.outcome((long) FLIST.invokeExact(frame.capture(), frame.fd(), names, size), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Reads a value of the descriptor and answers its length. */
    public static long fget(Frame frame, MemorySegment name, MemorySegment value, long size) {
        try {
            return Linking.outcome((long) FGET.invokeExact(frame.capture(), frame.fd(), name, value, size), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Sets a value of the descriptor. */
    public static int fset(Frame frame, MemorySegment name, MemorySegment value, long size) {
        try {
            return Linking.outcome((int) FSET.invokeExact(frame.capture(), frame.fd(), name, value, size, 0), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Removes an attribute of the descriptor. */
    public static int fremove(Frame frame, MemorySegment name) {
        try {
            return Linking.outcome((int) FREMOVE.invokeExact(frame.capture(), frame.fd(), name), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Lists the names of a path and answers their length. */
    public static long list(Frame frame, MemorySegment path, MemorySegment names, long size) {
        try {
            return Linking.outcome((long) LIST.invokeExact(frame.capture(), path, names, size), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Reads a value of a path and answers its length. */
    public static long get(Frame frame, MemorySegment path, MemorySegment name, MemorySegment value, long size) {
        try {
            return Linking.outcome((long) GET.invokeExact(frame.capture(), path, name, value, size), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Sets a value of a path. */
    public static int set(Frame frame, MemorySegment path, MemorySegment name, MemorySegment value, long size) {
        try {
            return Linking.outcome((int) SET.invokeExact(frame.capture(), path, name, value, size, 0), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    /** Removes an attribute of a path. */
    public static int remove(Frame frame, MemorySegment path, MemorySegment name) {
        try {
            return Linking.outcome((int) REMOVE.invokeExact(frame.capture(), path, name), frame);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }
}
