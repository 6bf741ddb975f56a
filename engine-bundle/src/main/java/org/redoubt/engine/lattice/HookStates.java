package org.redoubt.engine.lattice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/** One byte for the state of each hook. Each is written by the thread that owns the hook and read by anyone. */
final class HookStates {
    private static final VarHandle BYTES = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final List<HookState> STATES = List.of(HookState.values());

    private final Lattice lattice;
    private final byte[] codes;

    HookStates(Lattice lattice) {
        this.lattice = lattice;
        this.codes = new byte[lattice.resources() << 2];
    }

    HookState get(int id) {
        return lattice.isTask(id) ? code(id) : HookState.NO_TASK;
    }

    void set(int id, HookState state) {
        BYTES.setOpaque(codes, id, (byte) state.ordinal());
    }

    private HookState code(int id) {
        int code = (byte) BYTES.getOpaque(codes, id);
        // A fresh array is all zeros, and no task ever gets that code.
        return code == 0 ? HookState.WAITING : STATES.get(code);
    }
}
