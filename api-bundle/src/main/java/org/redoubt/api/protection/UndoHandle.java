package org.redoubt.api.protection;

import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.problem.RedoubtException;

/** A registered step. Thread-safe. */
@ProviderType
public interface UndoHandle {
    /** Its id, to be left in the memo if another hook is to release it. */
    String id();

    /** Says that the effect is gone and nothing has to be taken back any more. Idempotent. */
    void release() throws RedoubtException;
}
