package org.redoubt.api.protection;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;

/** The surroundings of a hook of restore. */
@ProviderType
public interface RestoreContext extends OperationContext {
    /** Where the resource is read from. Read only. */
    ResourceSection section();

    /** Where the resource is to be restored to; empty for its original place. */
    Optional<RestoreTarget> target();

    /**
     * Says what the resource was restored as. Parents find it by the original identity.
     *
     * @param fresh the resource as it is now
     * @param place where it is, for people: a path for instance
     * @param attributes what parents need to know of it
     */
    void restored(Resource fresh, String place, JsonObject attributes);

    /**
     * What another resource was restored as, if that has been said.
     *
     * @param original its identity in the checkpoint
     */
    Optional<RestoredResource> restored(ResourceRef original);

    /**
     * Says that a part of the resource could not be restored while the rest was. The resource ends as {@code partial} and
     * the operation as failed, but what was restored stays.
     */
    void incomplete(Problem problem);

    /**
     * Says how much room the resource will take in a store to which other resources may be restored as well, a file system for instance. To
     * be called by {@link Operation#onCheck}: the operation is refused if all its resources together need more than there is. Said by a
     * hook it is without effect.
     *
     * @param store what the store is known by, the same for all that share its room
     * @param place where in it the resource goes, for people
     * @param bytes how much the resource needs
     * @param available how much there is now
     */
    void needs(String store, String place, long bytes, long available);
}
