package org.redoubt.testkit.protection;

import java.util.Objects;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.protection.DeleteContext;

/** The surroundings of delete, in memory. Thread-safe. */
public final class TestDeleteContext extends TestContext implements DeleteContext {
    private final ResourceSection section;

    /**
     * @param section what is deleted
     * @param undo where steps go
     */
    public TestDeleteContext(ResourceSection section, RecordingUndoLog undo) {
        super(undo);
        this.section = Objects.requireNonNull(section);
    }

    @Override
    public ResourceSection section() {
        return section;
    }
}
