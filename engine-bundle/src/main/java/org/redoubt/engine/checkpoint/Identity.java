package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.ResourceRef;

/**
 * What a checkpoint is found by. It stands in several of its documents, so that the loss of one does not lose the checkpoint.
 *
 * @param project whose it is
 * @param planName the name of its plan; empty without one
 * @param planKey the part of a key for what it was made by: a plan, or certain resources
 * @param provider the provider that holds it
 * @param createdAt when its making began, to the millisecond
 */
record Identity(ProjectId project, Optional<String> planName, String planKey, String provider, Instant createdAt) {

    static Identity of(CheckpointStart start, Instant createdAt) {
        String planKey = planKey(start.planName(), start.plan().resources());
        return new Identity(start.plan().project(), start.planName(), planKey, start.provider(), createdAt);
    }

    static String planKey(Optional<String> planName, Collection<ResourceRef> roots) {
        return planName.map(Names::part).orElseGet(() -> Names.roots(roots));
    }

    /** All that can be told of a checkpoint whose documents are lost: its id holds the time. */
    static Identity lost(CheckpointId id) {
        long millis = UUID.fromString(id.value()).getMostSignificantBits() >>> 16;
        return new Identity(ProjectId.DEFAULT, Optional.empty(), "@@lost", "", Instant.ofEpochMilli(millis));
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("project", project.value());
        planName.ifPresent(name -> json.put("plan", name));
        return json.put("planKey", planKey).put("provider", provider).put("createdAt", Times.text(createdAt)).build();
    }

    static Identity read(Fields document) throws BankException {
        Fields fields = new Fields(document.object(), document.object("identity"));
        ProjectId project = document.understand("identity", json -> new ProjectId(json.string("project").orElse("")));
        return new Identity(project, fields.json().string("plan"), fields.string("planKey"), fields.string("provider"),
                fields.instant("createdAt").orElseThrow(() -> fields.senseless("createdAt")));
    }
}
