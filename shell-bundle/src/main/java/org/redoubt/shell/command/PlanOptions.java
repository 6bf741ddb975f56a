package org.redoubt.shell.command;

import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.plan.Plan;
import org.redoubt.shell.usage.Arguments;
import org.redoubt.shell.usage.Times;
import org.redoubt.shell.usage.Usage;
import org.redoubt.shell.usage.UsageException;

/** The options that say what a plan says, for a plan that is stored and for one that is not. */
final class PlanOptions {
    private PlanOptions() {
    }

    static Usage add(Usage usage) {
        return usage
                .option("--provider", "NAME", "the provider that keeps the checkpoint; \"default\" if not said")
                .option("--freeze-budget", "TIME", "how long a server may be frozen, such as 10s")
                .option("--hook-timeout", "TIME", "how long one hook may take")
                .option("--minimum-consistency", "GRADE", "application, filesystem or crash: less is a failure");
    }

    static Plan.Builder read(Invocation invocation, Plan.Builder plan) throws UsageException {
        Arguments arguments = invocation.arguments();
        plan.project(invocation.caller().project());
        arguments.value("--provider").ifPresent(plan::provider);
        if (arguments.has("--freeze-budget")) {
            plan.freezeBudget(Times.duration("--freeze-budget", arguments.value("--freeze-budget").orElseThrow()));
        }
        if (arguments.has("--hook-timeout")) {
            plan.hookTimeout(Times.duration("--hook-timeout", arguments.value("--hook-timeout").orElseThrow()));
        }
        arguments.oneOf("--minimum-consistency", Grade.values(), Grade::word).ifPresent(plan::minimumConsistency);
        return plan;
    }
}
