package org.redoubt.engine.operation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** Closes all of several things, also when one of them fails. */
final class GivingBack {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.operation");

    private GivingBack() {
    }

    /** Closes them in this order. What fails is logged: nobody could do anything about it. */
    static void all(List<? extends AutoCloseable> leased) {
        for (AutoCloseable lease : leased) {
            try {
                lease.close();
            } catch (Exception | Error broken) {
                LOG.log(Level.WARNING, "Something that was in use could not be given back cleanly.", broken);
            }
        }
    }
}
