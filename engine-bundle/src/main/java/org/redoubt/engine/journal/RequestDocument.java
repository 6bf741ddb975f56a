package org.redoubt.engine.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.plan.FailurePolicy;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.plan.Priority;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationOptions;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.api.vault.CheckDepth;

/** A request as a document. */
final class RequestDocument {
    private RequestDocument() {
    }

    static JsonObject toJson(OperationRequest request) {
        JsonObject.Builder json = JsonObject.builder().put("type", request.type().word()).put("options", options(request.options()));
        switch (request) {
            case ProtectRequest protect -> {
                protect.planName().ifPresent(name -> json.put("planName", name));
                protect.adHoc().ifPresent(plan -> json.put("plan", plan.toJson()));
            }
            case RestoreRequest restore -> {
                json.put("checkpoint", restore.checkpoint().value()).put("resources", refs(restore.resources()))
                        .put("partial", restore.partialAllowed()).put("keep", restore.keepsOnFailure());
                restore.target().ifPresent(target -> json.put("target", target));
            }
            case VerifyRequest verify -> json.put("checkpoint", verify.checkpoint().value()).put("resources", refs(verify.resources()))
                    .put("depth", verify.depth().word());
            case CopyRequest copy -> json.put("checkpoint", copy.checkpoint().value()).put("provider", copy.provider());
            case DeleteRequest delete -> json.put("checkpoint", delete.checkpoint().value()).put("withoutPlugin", delete.isWithoutPlugin())
                    .put("purge", delete.isPurge());
        }
        return json.build();
    }

    private static JsonObject options(OperationOptions options) {
        JsonObject.Builder json = JsonObject.builder().put("parameters", options.parameters().toJson());
        options.onFailure().ifPresent(policy -> json.put("onFailure", policy.word()));
        options.priority().ifPresent(priority -> json.put("priority", priority.word()));
        options.deadline().ifPresent(limit -> json.put("deadline", limit.toString()));
        options.idempotencyKey().ifPresent(key -> json.put("key", key));
        return json.build();
    }

    private static JsonArray refs(List<ResourceRef> refs) {
        return JsonArray.of(refs.stream().map(ref -> JsonObject.builder().put("type", ref.type()).put("id", ref.id()).build()).toList());
    }

    /**
     * The reverse.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    static OperationRequest fromJson(JsonObject json) {
        OperationOptions options = options(json.object("options").orElse(JsonObject.empty()));
        String word = text(json, "type");
        OperationType type = Arrays.stream(OperationType.values()).filter(known -> known.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a request of no type: " + word));
        return switch (type) {
            case PROTECT -> json.string("planName").map(ProtectRequest::ofPlan)
                    .orElseGet(() -> ProtectRequest.of(Plan.fromJson(json.object("plan").orElse(JsonObject.empty())))).options(options);
            case RESTORE -> restore(json).options(options);
            case VERIFY -> VerifyRequest.of(checkpoint(json)).resources(refs(json)).depth(depth(json)).options(options);
            case COPY -> CopyRequest.of(checkpoint(json), text(json, "provider")).options(options);
            case DELETE -> {
                DeleteRequest delete = DeleteRequest.of(checkpoint(json)).options(options);
                delete = json.flag("purge").orElse(false) ? delete.purge() : delete;
                yield json.flag("withoutPlugin").orElse(false) ? delete.withoutPlugin() : delete;
            }
        };
    }

    private static RestoreRequest restore(JsonObject json) {
        RestoreRequest restore = RestoreRequest.of(checkpoint(json)).resources(refs(json));
        restore = json.string("target").isPresent() ? restore.target(text(json, "target")) : restore;
        restore = json.flag("partial").orElse(false) ? restore.allowPartial() : restore;
        return json.flag("keep").orElse(false) ? restore.keepOnFailure() : restore;
    }

    private static CheckDepth depth(JsonObject json) {
        return Arrays.stream(CheckDepth.values()).filter(depth -> json.string("depth").filter(depth.word()::equals).isPresent()).findFirst()
                .orElse(CheckDepth.CONTENT);
    }

    private static OperationOptions options(JsonObject json) {
        OperationOptions options = OperationOptions.defaults().parameters(ParameterSet.fromJson(json.object("parameters").orElse(JsonObject.empty())));
        for (FailurePolicy policy : FailurePolicy.values()) {
            options = json.string("onFailure").filter(policy.word()::equals).isPresent() ? options.onFailure(policy) : options;
        }
        for (Priority priority : Priority.values()) {
            options = json.string("priority").filter(priority.word()::equals).isPresent() ? options.priority(priority) : options;
        }
        options = json.string("key").isPresent() ? options.idempotencyKey(text(json, "key")) : options;
        return json.string("deadline").isPresent() ? options.deadline(Duration.parse(text(json, "deadline"))) : options;
    }

    private static CheckpointId checkpoint(JsonObject json) {
        return CheckpointId.of(text(json, "checkpoint"));
    }

    private static List<ResourceRef> refs(JsonObject json) {
        List<ResourceRef> refs = new ArrayList<>();
        for (Json element : json.array("resources")) {
            if (element instanceof JsonObject ref) {
                refs.add(new ResourceRef(text(ref, "type"), text(ref, "id")));
            }
        }
        return refs;
    }

    private static String text(JsonObject json, String member) {
        return json.string(member).orElseThrow(() -> new IllegalArgumentException("a request without " + member));
    }
}
