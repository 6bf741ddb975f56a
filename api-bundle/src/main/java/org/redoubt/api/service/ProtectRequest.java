package org.redoubt.api.service;

import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.protection.OperationType;

/** A request to make a checkpoint: by a stored plan, or by one that is only for this request. Immutable. */
public final class ProtectRequest implements OperationRequest {
    private final String planName;
    private final Plan adHoc;
    private final OperationOptions options;

    private ProtectRequest(String planName, Plan adHoc, OperationOptions options) {
        this.planName = planName;
        this.adHoc = adHoc;
        this.options = Objects.requireNonNull(options);
    }

    /** By the stored plan of that name or id. */
    public static ProtectRequest ofPlan(String nameOrId) {
        return new ProtectRequest(Objects.requireNonNull(nameOrId), null, OperationOptions.defaults());
    }

    /** By a plan that is not stored; its checkpoint bears no plan's name. */
    public static ProtectRequest of(Plan plan) {
        return new ProtectRequest(null, Objects.requireNonNull(plan), OperationOptions.defaults());
    }

    /** This request with options. */
    public ProtectRequest options(OperationOptions others) {
        return new ProtectRequest(planName, adHoc, others);
    }

    /** The name or id of the stored plan. */
    public Optional<String> planName() {
        return Optional.ofNullable(planName);
    }

    /** The plan that is only for this request. */
    public Optional<Plan> adHoc() {
        return Optional.ofNullable(adHoc);
    }

    @Override
    public OperationType type() {
        return OperationType.PROTECT;
    }

    @Override
    public OperationOptions options() {
        return options;
    }
}
