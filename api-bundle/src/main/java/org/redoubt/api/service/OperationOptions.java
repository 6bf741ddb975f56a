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
     * These options with a key against doing it twice. A request of the same type in the same project with the same key gives the
     * operation of the first one, whether that runs, was interrupted or has ended, well or not, and also after a restart of the runtime:
     * as long as the operation is remembered, which is at least until a thousand later ones have ended. A request that was refused has
     * not used its key. A request that asks for something else with the same key is refused with kind {@code CONFLICT}.
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
