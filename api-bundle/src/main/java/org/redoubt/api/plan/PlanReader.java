package org.redoubt.api.plan;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.ResourceRef;

/** Reads plans from documents. */
final class PlanReader {
    private static final Set<String> MEMBERS = Set.of("id", "name", "project", "provider", "description", "resources", "parameters", "onFailure",
            "freezeBudget", "hookTimeout", "deadline", "minimumConsistency", "priority");

    private PlanReader() {
    }

    static Plan read(JsonObject json) {
        Plan.Builder plan = Plan.builder(json.string("name")
                .orElseThrow(() -> new IllegalArgumentException("A plan needs a member \"name\".")));
        json.string("id").ifPresent(plan::id);
        json.string("project").map(ProjectId::new).ifPresent(plan::project);
        json.string("provider").ifPresent(plan::provider);
        json.string("description").ifPresent(plan::description);
        for (Json element : json.array("resources")) {
            if (!(element instanceof JsonObject resource)) {
                throw new IllegalArgumentException("Each resource of a plan must be an object with \"type\" and \"id\".");
            }
            plan.resource(new ResourceRef(resource.string("type").orElse(""), resource.string("id").orElse("")));
        }
        json.object("parameters").map(ParameterSet::fromJson).ifPresent(plan::parameters);
        json.string("onFailure").map(word -> constant("onFailure", FailurePolicy.values(), FailurePolicy::word, word)).ifPresent(plan::onFailure);
        json.string("freezeBudget").map(PlanReader::duration).ifPresent(plan::freezeBudget);
        json.string("hookTimeout").map(PlanReader::duration).ifPresent(plan::hookTimeout);
        json.string("deadline").map(PlanReader::duration).ifPresent(plan::deadline);
        json.string("minimumConsistency").map(word -> constant("minimumConsistency", Grade.values(), Grade::word, word))
                .ifPresent(plan::minimumConsistency);
        json.string("priority").map(word -> constant("priority", Priority.values(), Priority::word, word)).ifPresent(plan::priority);
        return plan.build();
    }

    static List<String> unknown(JsonObject json) {
        return json.members().keySet().stream().filter(member -> !MEMBERS.contains(member)).sorted().toList();
    }

    private static <E> E constant(String member, E[] constants, Function<E, String> word, String text) {
        return Arrays.stream(constants).filter(c -> word.apply(c).equals(text.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + member + "\" must be one of "
                        + String.join(", ", Arrays.stream(constants).map(word).toList()) + ", not \"" + text + "\"."));
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("A duration is written in ISO 8601, such as PT30S, not \"" + text + "\".", e);
        }
    }
}
