package org.redoubt.engine.journal;

import java.util.Map;
import org.osgi.framework.Version;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.JsonString;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.undo.OpenStep;

/** An open step as a document. */
final class StepDocument {
    /** The instance of an earlier life of the runtime is never the one that is there now. */
    private static final long NO_BUNDLE = -1;

    private StepDocument() {
    }

    static JsonObject toJson(OpenStep step) {
        UndoSpec spec = step.spec();
        JsonObject.Builder arguments = JsonObject.builder();
        spec.arguments().forEach(arguments::put);
        JsonObject.Builder json = JsonObject.builder().put("name", spec.name()).put("arguments", arguments.build())
                .put("scope", spec.scope() == UndoSpec.Scope.PRODUCT ? "product" : "transient").put("urgent", spec.isUrgent())
                .put("format", spec.format()).put("sequence", step.sequence()).put("number", step.number())
                .put("hook", step.hook().word()).put("resource", step.resource().toJson())
                .put("plugin", step.plugin().name()).put("version", step.plugin().version().toString());
        if (step.isWanted()) {
            json.put("attempt", step.attempt()).put("reason", step.reason());
        }
        return json.build();
    }

    /**
     * The reverse.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    static OpenStep fromJson(OperationId operation, long key, JsonObject json) {
        UndoSpec spec = UndoSpec.of(text(json, "name")).format((int) json.number("format").orElse(1));
        for (Map.Entry<String, Json> argument : json.object("arguments").orElse(JsonObject.empty()).members().entrySet()) {
            spec = spec.arg(argument.getKey(), argument.getValue() instanceof JsonString value ? value.value() : argument.getValue().toString());
        }
        spec = text(json, "scope").equals("product") ? spec.product() : spec;
        spec = json.flag("urgent").orElse(false) ? spec.urgent() : spec;
        Resource resource = Resource.fromJson(json.object("resource").orElseThrow(() -> new IllegalArgumentException("a step without a resource")));
        return new OpenStep(operation + "." + key, json.number("sequence").orElse(0), spec, resource, (int) json.number("number").orElse(0),
                hook(text(json, "hook")), new PluginId(text(json, "plugin"), Version.parseVersion(text(json, "version")), NO_BUNDLE),
                (int) json.number("attempt").orElse(0), json.string("reason").orElse(""));
    }

    private static Hook hook(String word) {
        for (Hook hook : Hook.values()) {
            if (hook.word().equals(word)) {
                return hook;
            }
        }
        throw new IllegalArgumentException("a step of no hook: " + word);
    }

    private static String text(JsonObject json, String member) {
        return json.string(member).orElseThrow(() -> new IllegalArgumentException("a step without " + member));
    }
}
