package org.redoubt.api.protectable;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.resource.Resource;

/**
 * Discovers the resources of one type. Published as a service. Several plugins may discover the same type for different
 * parents; their answers are merged by type and id. Thread-safe: children of one level are asked for in parallel. Any
 * exception refuses the operation that asked, so nothing is ever silently left out. Lists may be empty, never {@code null}.
 * Its type and the types of parents are asked once for each service; without them every protection is refused.
 */
@ConsumerType
public interface ProtectablePlugin {

    /** The type of the resources it discovers. */
    String getResourceType();

    /** The types of parents whose dependents it can find; empty if its resources are only roots. */
    Set<String> getParentResourceTypes();

    /**
     * All resources of the type that the caller can see.
     *
     * @param context for whom, and whether it still matters
     * @throws Exception if they cannot all be found
     */
    List<Resource> listResources(DiscoveryContext context) throws Exception;

    /**
     * One resource.
     *
     * @param context for whom, and whether it still matters
     * @param id its id, or another name that a person may give for it, such as a relative path
     * @return the resource with its proper id; empty if there is none
     * @throws Exception if that cannot be told; the message says why in one sentence
     */
    Optional<Resource> showResource(DiscoveryContext context, String id) throws Exception;

    /**
     * The resources of this plugin's type that a parent depends on.
     *
     * @param context for whom, and whether it still matters
     * @param parent a resource of one of {@link #getParentResourceTypes()}
     * @return its dependents
     * @throws Exception if they cannot all be found
     */
    List<Resource> getDependentResources(DiscoveryContext context, Resource parent) throws Exception;
}
