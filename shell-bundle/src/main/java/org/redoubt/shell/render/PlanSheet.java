package org.redoubt.shell.render;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.plan.Plan;

/** A stored plan as people read it, its parameters as they are typed. */
public final class PlanSheet {
    private PlanSheet() {
    }

    /** Prints it; what the plan leaves open has no line. */
    public static void print(Plan plan, PrintStream out) {
        line(out, "Plan", plan.name());
        line(out, "Project", plan.project().value());
        line(out, "Provider", plan.provider());
        some(plan.description()).ifPresent(text -> line(out, "Description", text));
        lines(out, "Resources", plan.resources().stream().map(Object::toString));
        lines(out, "Parameters", plan.parameters().byAddress().entrySet().stream().flatMap(address -> address.getValue().members().entrySet().stream()
                .map(member -> address.getKey() + "." + member.getKey() + "=" + member.getValue())));
        plan.minimumConsistency().map(Grade::word).ifPresent(grade -> line(out, "Consistency", "at least " + grade));
        time(out, "Freeze budget", plan.freezeBudget());
        time(out, "Hook timeout", plan.hookTimeout());
        time(out, "Deadline", plan.deadline());
        line(out, "On failure", plan.onFailure().word());
        line(out, "Priority", plan.priority().word());
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    private static void time(PrintStream out, String name, Optional<Duration> length) {
        length.ifPresent(time -> line(out, name, Human.duration(time)));
    }

    private static void lines(PrintStream out, String name, Stream<String> values) {
        List<String> all = values.toList();
        for (int i = 0; i < all.size(); i++) {
            line(out, i == 0 ? name : "", all.get(i));
        }
    }

    private static void line(PrintStream out, String name, String value) {
        out.printf("%-13s  %s%n", name, value);
    }
}
