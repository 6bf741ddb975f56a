package org.redoubt.engine.parameter;

import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import java.util.regex.Pattern;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonBoolean;
import org.redoubt.api.json.JsonObject;

/** The keyword {@code x-redoubt-secret}: with {@code true}, the value is a reference to a secret and never the secret itself. It annotates the reference. */
final class SecretKeyword implements Evaluator {
    static final String NAME = "x-redoubt-secret";
    private static final Pattern REFERENCE = Pattern.compile("secret:[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    static EvaluatorFactory factory() {
        return new EvaluatorFactory.Builder().withKeyword(NAME, (JsonNode node) ->
                node.isBoolean() && !node.asBoolean() ? (context, value) -> Result.success() : new SecretKeyword()).build();
    }

    /** Whether the keyword stands somewhere in a schema with something else than true or false; the validator does not tell. */
    static boolean isMisused(Json schema) {
        return switch (schema) {
            case JsonObject object -> object.get(NAME).filter(value -> !(value instanceof JsonBoolean)).isPresent()
                    || object.members().values().stream().anyMatch(SecretKeyword::isMisused);
            case JsonArray array -> array.elements().stream().anyMatch(SecretKeyword::isMisused);
            default -> false;
        };
    }

    @Override
    public Result evaluate(EvaluationContext context, JsonNode node) {
        boolean reference = node.isString() && REFERENCE.matcher(node.asString()).matches();
        return reference ? Result.success(node.asString()) : Result.failure("This is a secret, so it takes only a reference of the form secret:NAME");
    }
}
