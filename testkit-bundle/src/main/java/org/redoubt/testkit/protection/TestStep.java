package org.redoubt.testkit.protection;

import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;

/** A step in memory. */
record TestStep(String id, long sequence, UndoSpec spec, Resource resource, String pluginName, String pluginVersion, int attempt)
        implements UndoStep {

    static TestStep of(long sequence, UndoSpec spec, Resource resource) {
        return new TestStep("step-" + sequence, sequence, spec, resource, "org.redoubt.testkit", "1.0.0", 0);
    }
}
