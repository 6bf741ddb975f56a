package org.redoubt.os.linux.call;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Calls on the databases of users and groups. Each answers zero or the error, and whether there is a result stands in the
 * memory for it.
 */
public final class AccountCalls {

    private static final MethodHandle GETPWUID_R =
            Linking.function("getpwuid_r", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle GETPWNAM_R =
            Linking.function("getpwnam_r", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle GETGRGID_R =
            Linking.function("getgrgid_r", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle GETGRNAM_R =
            Linking.function("getgrnam_r", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);

    private AccountCalls() {}

    /** Looks a user up by number. */
    public static int userById(Frame frame, int id, MemorySegment entry, MemorySegment texts, MemorySegment found) {
        return byId(GETPWUID_R, frame, id, entry, texts, found);
    }

    /** Looks a user up by name. */
    public static int userByName(Frame frame, MemorySegment name, MemorySegment entry, MemorySegment texts, MemorySegment found) {
        return byName(GETPWNAM_R, frame, name, entry, texts, found);
    }

    /** Looks a group up by number. */
    public static int groupById(Frame frame, int id, MemorySegment entry, MemorySegment texts, MemorySegment found) {
        return byId(GETGRGID_R, frame, id, entry, texts, found);
    }

    /** Looks a group up by name. */
    public static int groupByName(Frame frame, MemorySegment name, MemorySegment entry, MemorySegment texts, MemorySegment found) {
        return byName(GETGRNAM_R, frame, name, entry, texts, found);
    }

    private static int byId(MethodHandle function, Frame frame, int id, MemorySegment entry, MemorySegment texts, MemorySegment found) {
        try {
            return (int) function.invokeExact(frame.capture(), id, entry, texts, texts.byteSize(), found);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }

    private static int byName(MethodHandle function, Frame frame, MemorySegment name, MemorySegment entry, MemorySegment texts,
            MemorySegment found) {
        try {
            return (int) function.invokeExact(frame.capture(), name, entry, texts, texts.byteSize(), found);
        } catch (Throwable wrongCall) {
            throw Linking.wrongCall(wrongCall);
        }
    }
}
