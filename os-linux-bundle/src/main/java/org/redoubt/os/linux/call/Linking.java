package org.redoubt.os.linux.call;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Finds functions of the C library. Each handle takes the memory for errno as its first argument. */
final class Linking {

    static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO = CAPTURE.varHandle(PathElement.groupElement("errno"));

    private Linking() {}

    static MethodHandle function(String symbol, MemoryLayout result, MemoryLayout... arguments) {
        return link(symbol, FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"));
    }

    /** For a function that is declared with dots after its first arguments, as these are passed otherwise on some machines. */
    static MethodHandle variadic(int fixed, String symbol, MemoryLayout result, MemoryLayout... arguments) {
        return link(symbol, FunctionDescriptor.of(result, arguments), Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(fixed));
    }

    /** The result as the kernel gives it: not negative, or the negated number of the error. */
    static int outcome(int result, Frame frame) {
        return result != -1 ? result : -(int) ERRNO.get(frame.capture(), 0L);
    }

    /** The result as the kernel gives it: not negative, or the negated number of the error. */
    static long outcome(long result, Frame frame) {
        return result != -1 ? result : -(int) ERRNO.get(frame.capture(), 0L);
    }

    /** What a handle throws is never the function's doing but a wrong call of it. */
    static AssertionError wrongCall(Throwable cause) {
        return new AssertionError("a function of the C library is called in the wrong form", cause);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(String symbol, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().find(symbol)
                .orElseThrow(() -> new IllegalStateException("the C library has no function " + symbol));
        return linker.downcallHandle(address, descriptor, options);
    }
}
