package org.redoubt.api.service;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.plan.Priority;

/** What every request can say. Immutable. */
public final class OperationOptions {
    private static final OperationOptions DEFAULTS = new OperationOptions(ParameterSet.empty(), null, null, null, null);

    private final ParameterSet parameters;
    private final FailurePolicy onFailure;
    private final Duration deadline;
    private final String idempotencyKey;
    private final Priority priority;

    private OperationOptions(ParameterSet parameters, FailurePolicy onFailure, Duration deadline, String idempotencyKey, Priority priority) {
        this.priority = priority;
        this.parameters = Objects.requireNonNull(parameters);
        this.onFailure = onFailure;
        this.deadline = deadline;
        this.idempotencyKey = idempotencyKey;
    }

    /** Nothing is said. */
    public static OperationOptions defaults() {
        return DEFAULTS;
    }

    /** These options with parameters, which win over those of the plan. */
    public OperationOptions parameters(ParameterSet set) {
        return new OperationOptions(set, onFailure, deadline, idempotencyKey, priority);
    }

    /** These options with what a failure means, which wins over the plan. */
    public OperationOptions onFailure(FailurePolicy policy) {
        return new OperationOptions(parameters, Objects.requireNonNull(policy), deadline, idempotencyKey, priority);
    }

    /** These options with a limit of time, which wins over the plan. */
    public OperationOptions deadline(Duration limit) {
        return new OperationOptions(parameters, onFailure, Objects.requireNonNull(limit), idempotencyKey, priority);
    }

    /**
     * These options with a key against doing it twice at the same time. A request of the same type in the same project with the
     * same key gives the handle of the first one while that runs; when it has ended, the request is begun anew. That both requests ask
     * for the same is not looked at.
     */
    public OperationOptions idempotencyKey(String key) {
        return new OperationOptions(parameters, onFailure, deadline, Objects.requireNonNull(key), priority);
    }

    /** These options with a priority, which wins over the plan. */
    public OperationOptions priority(Priority is) {
        return new OperationOptions(parameters, onFailure, deadline, idempotencyKey, Objects.requireNonNull(is));
    }

    /** The parameters of this request. */
    public ParameterSet parameters() {
        return parameters;
    }

    /** What a failure means. */
    public Optional<FailurePolicy> onFailure() {
        return Optional.ofNullable(onFailure);
    }

    /** Whose main hooks come first. */
    public Optional<Priority> priority() {
        return Optional.ofNullable(priority);
    }

    /** The limit of time. */
    public Optional<Duration> deadline() {
        return Optional.ofNullable(deadline);
    }

    /** The key against doing it twice. */
    public Optional<String> idempotencyKey() {
        return Optional.ofNullable(idempotencyKey);
    }
}
