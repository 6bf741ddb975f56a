package org.redoubt.shell.render;

import java.io.PrintStream;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.service.OperationPlan;

/** What an operation would do, in lines. */
public final class PlanText {
    private PlanText() {
    }

    /** Prints it. */
    public static void print(OperationPlan plan, PrintStream out) {
        out.println("A " + plan.type().word() + " with the provider " + plan.provider() + " of "
                + Human.count(plan.graph().size(), "resource") + ":");
        for (OperationPlan.Step step : plan.steps()) {
            out.println();
            out.println(Human.printable(step.resource() + "  " + step.resource().name()));
            out.println("  by " + step.plugin().orElse("the engine alone") + (step.hooks().isEmpty() ? ", no hooks"
                    : ", hooks " + String.join(", ", step.hooks().stream().sorted().map(Hook::word).toList())));
            step.parameters().members().forEach((name, value) -> out.println("  with " + name + " = " + value
                    + step.origins().string(name).map(origin -> ", from " + origin).orElse("")));
            for (PlannedAction action : step.actions()) {
                out.println(Human.printable("  " + action.verb() + " " + action.subject() + (action.detail().isEmpty() ? "" : ": " + action.detail())));
            }
        }
        out.println();
        out.println("Nothing has been done.");
    }
}
