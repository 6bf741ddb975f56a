package org.redoubt.api.protection;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.problem.RedoubtException;

/** Where a hook registers what has to be taken back, <em>before</em> it takes effect. Thread-safe. */
@ProviderType
public interface UndoLog {
    /**
     * Registers a step; it is durable when this returns.
     *
     * @param spec what to take back
     * @return a handle to release the step when its effect is gone
     * @throws RedoubtException if it could not be recorded; then the hook must not act. Always in {@code onCheck} and {@code plan},
     *     which must not act at all
     */
    UndoHandle register(UndoSpec spec) throws RedoubtException;

    /** The steps of this resource that are open, in the order of their registration. */
    List<UndoStep> open();

    /**
     * Releases a step that an earlier hook of this resource registered; one that is not open is no error.
     *
     * @param id its id
     */
    void release(String id) throws RedoubtException;
}
