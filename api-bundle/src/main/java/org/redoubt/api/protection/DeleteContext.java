package org.redoubt.api.protection;

import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.checkpoint.ResourceSection;

/** The surroundings of a hook of delete. The engine deletes documents and bulk data itself, after all hooks. */
@ProviderType
public interface DeleteContext extends OperationContext {
    /** What is deleted. Read only; parts may be missing if an earlier deletion failed. */
    ResourceSection section();
}
