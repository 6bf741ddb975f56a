package org.redoubt.testkit.protection;

import java.util.Objects;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.protection.CopyContext;

/** The surroundings of copy, in memory. Thread-safe. */
public final class TestCopyContext extends TestContext implements CopyContext {
    private final ResourceSection source;
    private final ResourceSection target;
    private final Checkpoint targetCheckpoint;

    /**
     * @param source what is copied
     * @param target what the engine has copied already
     * @param targetCheckpoint the copy
     * @param undo where steps go
     */
    public TestCopyContext(ResourceSection source, ResourceSection target, Checkpoint targetCheckpoint, RecordingUndoLog undo) {
        super(undo);
        this.source = Objects.requireNonNull(source);
        this.target = Objects.requireNonNull(target);
        this.targetCheckpoint = Objects.requireNonNull(targetCheckpoint);
    }

    @Override
    public ResourceSection source() {
        return source;
    }

    @Override
    public ResourceSection target() {
        return target;
    }

    @Override
    public Checkpoint targetCheckpoint() {
        return targetCheckpoint;
    }
}
