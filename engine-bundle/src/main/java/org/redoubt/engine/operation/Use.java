package org.redoubt.engine.operation;

import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.ResourceGraph;

/** What an operation, or taking one back, has in use while it is at work. Thread-safe. */
interface Use {
    /** For whom. */
    Caller caller();

    /** How it is called when somebody is told of it, who learns nothing of other projects. */
    String nameFor(Caller somebody);

    /** The checkpoints that it reads, makes or deletes. */
    Set<CheckpointId> checkpoints();

    /** The one of them that it makes or deletes. */
    Optional<CheckpointId> changed();

    /** The resources that it works on. */
    ResourceGraph graph();

    /** Whether it reads or writes the resources themselves. */
    boolean touchesResources();

    /** Whether it writes the resources themselves. */
    boolean writesResources();

    /** Where it writes others. */
    Set<RestoreTarget> targets();
}
