package org.redoubt.api.service;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;

/** What can be protected. Thread-safe. */
@ProviderType
public interface Protectables {
    /** The types that can be discovered now, sorted. */
    List<String> types();

    /**
     * Why some plugins cannot tell now what there is; empty if all can. What they would find is missing in what is listed, and
     * nothing is protected that it might belong to.
     */
    List<Problem> problems();

    /**
     * All resources of a type that can be found now, see {@link #problems()}.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if no plugin discovers the type
     */
    List<Resource> list(String type) throws RedoubtException;

    /**
     * One resource.
     *
     * @param type its type
     * @param id its id, or another name its plugin understands
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    Resource show(String type, String id) throws RedoubtException;

    /**
     * The graph that begins with some resources.
     *
     * @throws RedoubtException if the discovery failed; nothing is left out silently
     */
    ResourceGraph graph(List<ResourceRef> roots) throws RedoubtException;
}
