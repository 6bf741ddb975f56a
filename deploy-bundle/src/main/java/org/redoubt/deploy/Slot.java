package org.redoubt.deploy;

import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * What is known of one file.
 *
 * @param mark the mark that the file had when it was looked at
 * @param bundle the bundle that serves for it, which may be that of an earlier content
 * @param complaint what is wrong with the content
 */
record Slot(String mark, Optional<Bundle> bundle, Optional<Finding> complaint) {

    /** Whether somebody has uninstalled the bundle past the folder. */
    boolean takenOut() {
        return bundle.isPresent() && bundle.get().getState() == Bundle.UNINSTALLED;
    }

    boolean runs() {
        return bundle.isPresent() && bundle.get().getState() == Bundle.ACTIVE;
    }
}
