package org.redoubt.api.resource;

import java.util.List;
import java.util.stream.Collectors;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** Resources depend on each other in a circle, so there is no order to work in. */
public final class CycleException extends RedoubtException {
    private static final long serialVersionUID = 1L;

    private final transient List<ResourceRef> cycle;

    /**
     * @param cycle from a resource along its dependents back to the same resource
     */
    public CycleException(List<ResourceRef> cycle) {
        super(Problem.of(ProblemKind.INVALID, "These resources depend on each other in a circle: "
                + cycle.stream().map(ResourceRef::toString).collect(Collectors.joining(" -> ")) + ".")
                .hint("Correct the definition of one of them, or the plugin that reports its dependents."));
        this.cycle = List.copyOf(cycle);
    }

    /** From a resource along its dependents back to the same resource. */
    public List<ResourceRef> cycle() {
        return cycle;
    }
}
