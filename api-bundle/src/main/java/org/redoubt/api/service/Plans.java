package org.redoubt.api.service;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.RedoubtException;

/** The plans of a project. Thread-safe. */
@ProviderType
public interface Plans {
    /**
     * Stores a new plan. Its provider, resources and parameters are checked.
     *
     * @param plan the plan; its project must be the caller's
     * @return the plan with its id
     * @throws RedoubtException of kind {@code EXISTS} if the project has one of that name; {@link RefusedException} if it is not sound
     */
    Plan create(Plan plan) throws RedoubtException;

    /** All plans, by name. */
    List<Plan> list() throws RedoubtException;

    /**
     * One plan.
     *
     * @param nameOrId its name or id
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    Plan show(String nameOrId) throws RedoubtException;

    /**
     * Deletes a plan; its checkpoints stay.
     *
     * @param nameOrId its name or id
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none
     */
    void delete(String nameOrId) throws RedoubtException;
}
