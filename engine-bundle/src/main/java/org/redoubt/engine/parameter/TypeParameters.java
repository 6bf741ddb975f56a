package org.redoubt.engine.parameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Parameters;

/** Fills up and checks the parameters of resources of one type. */
final class TypeParameters {
    private static final String OTHER_VERSION = "This is an error of the plugin; use another version of it.";

    private final String type;
    private final JsonObject schema;
    private final SchemaCheck check;

    private TypeParameters(String type, JsonObject schema, SchemaCheck check) {
        this.type = type;
        this.schema = schema;
        this.check = check;
    }

    /** Those of a type; empty if its plugin has no usable schema, which is then a problem. */
    static Optional<TypeParameters> of(String type, SchemaSource schemas, SchemaChecks checks, List<Problem> problems) {
        try {
            Schema schema = schemas.schema(type);
            if (schema == null) {
                throw new BrokenSchemaException("it is null");
            }
            return Optional.of(new TypeParameters(type, schema.json(), checks.of(schema)));
        } catch (BrokenSchemaException e) {
            problems.add(broken(type, e));
        } catch (Exception | LinkageError | StackOverflowError e) {
            problems.add(Problem.of(ProblemKind.PLUGIN, "The plugin for " + type + " failed when it was asked for its schema: "
                    + Problem.of(ProblemKind.PLUGIN, e).message() + ".").hint(OTHER_VERSION).subject(type));
        }
        return Optional.empty();
    }

    ResolvedParameters resolve(String address, Merged given, List<Problem> problems) {
        Merged merged = given.filled(schema);
        List<Problem> found = new ArrayList<>();
        Set<String> secrets = Set.of();
        try {
            SchemaCheck.Finding finding = check.check(merged.value());
            finding.violations().forEach(violation -> found.add(problem(address, merged, violation)));
            secrets = finding.secrets();
        } catch (BrokenSchemaException e) {
            found.add(broken(type, e));
        }
        problems.addAll(found);
        return new ResolvedParameters(Parameters.of(merged.value()), merged.originsJson(), found.isEmpty(), secrets);
    }

    private Problem problem(String address, Merged merged, Violation violation) {
        String origin = merged.origin(violation.member());
        // A member that came with T is wrong for each T#id too, and is told once.
        String place = origin.indexOf(' ') < 0 ? address : origin.substring(origin.indexOf(' ') + 1);
        // The subject stands in the message as it is, so that nobody has to say it a second time.
        String subject = place + violation.place();
        String what = violation.pointer().isEmpty() ? "The parameters of " : "The parameter ";
        Problem problem = Problem.of(ProblemKind.INVALID, what + subject + ": " + violation.message()).subject(subject);
        return hint(problem);
    }

    private Problem hint(Problem problem) {
        String names = String.join(", ", schema.object("properties").orElse(JsonObject.empty()).members().keySet());
        return problem.hint(names.isEmpty() ? "There is nothing to set." : "These can be set: " + names + ".");
    }

    private static Problem broken(String type, BrokenSchemaException e) {
        String end = e.getMessage().endsWith(".") ? "" : ".";
        return Problem.of(ProblemKind.PLUGIN, "The plugin for " + type + " has a broken schema: " + e.getMessage() + end)
                .hint(OTHER_VERSION).subject(type);
    }
}
