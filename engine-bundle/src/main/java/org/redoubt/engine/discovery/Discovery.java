package org.redoubt.engine.discovery;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.redoubt.api.access.Caller;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;

/** Finds resources. Every failure of a plugin is an error that names plugin and resource: nothing is left out silently. Thread-safe. */
public interface Discovery {

    /** The types that can be discovered now, sorted. */
    List<String> types();

    /** Why some plugins cannot be asked now: what they would find is not listed, and no graph is made that they may belong to. */
    List<Problem> problems();

    /**
     * All resources of a type.
     *
     * @throws RedoubtException of kind {@code NOT_FOUND} if no plugin discovers the type, listing the types that are known
     */
    List<Resource> list(Caller caller, String type) throws RedoubtException;

    /**
     * One resource.
     *
     * @param id its id, or another name that its plugin understands
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    Resource show(Caller caller, String type, String id) throws RedoubtException;

    /**
     * The graph that begins with some resources. Children of one level are asked for in parallel, each answer has to come
     * before a deadline, and the depth is not bounded.
     *
     * @param caller for whom
     * @param roots where to begin; one that is there twice, or is a dependent of another, is no error
     * @param cancelled asked now and then; true ends the discovery with a {@code CANCELLED} error
     * @throws RedoubtException if anything failed, or a plugin cannot be asked that might find a part of it; with a
     *     {@code CycleException} if there is a cycle, and a {@code RefusedException} with all problems if there are several
     */
    Discovered graph(Caller caller, List<ResourceRef> roots, BooleanSupplier cancelled) throws RedoubtException;
}
