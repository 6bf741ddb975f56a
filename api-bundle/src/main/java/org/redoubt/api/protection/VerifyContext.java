package org.redoubt.api.protection;

import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.vault.CheckDepth;

/** The surroundings of a hook of verify. The engine checks documents and bulk data itself. */
@ProviderType
public interface VerifyContext extends OperationContext {
    /** What is checked. Read only. */
    ResourceSection section();

    /** How closely is to be looked; what only says something about data that was read is left out unless it is {@code CONTENT}. */
    CheckDepth depth();

    /** Reports that something is wrong with the protected resource. It ends as failed; the check of others goes on. */
    void damaged(Problem problem);
}
