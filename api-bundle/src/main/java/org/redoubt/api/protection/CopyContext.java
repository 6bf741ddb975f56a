package org.redoubt.api.protection;

import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.ResourceSection;

/** The surroundings of a hook of copy. The engine copies documents and bulk data itself, before main. */
@ProviderType
public interface CopyContext extends OperationContext {
    /** The section that is copied. Read only. */
    ResourceSection source();

    /** The section of the copy. */
    ResourceSection target();

    /** The copy. */
    Checkpoint targetCheckpoint();
}
