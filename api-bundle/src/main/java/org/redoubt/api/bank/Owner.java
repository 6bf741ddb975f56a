package org.redoubt.api.bank;

import java.util.Objects;

/**
 * Who writes: a runtime, known by the id kept in its home, in one of its lives. Two owners of the same runtime with
 * different incarnations are different writers: the earlier one is gone.
 *
 * @param runtime the runtime's id, a UUID
 * @param incarnation the number of its start, growing
 */
public record Owner(String runtime, long incarnation) {
    /** Checks that there is an id. */
    public Owner {
        Objects.requireNonNull(runtime);
    }

    @Override
    public String toString() {
        return runtime + "." + incarnation;
    }
}
