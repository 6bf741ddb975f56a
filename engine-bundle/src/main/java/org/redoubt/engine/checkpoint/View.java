package org.redoubt.engine.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CheckpointCheck;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.ResourceRecord;

/** A checkpoint as the front door shows it. */
final class View implements CheckpointView {
    private final StoredCheckpoint checkpoint;
    private final Facts facts;
    private final Readability readability;
    private final Grace grace;

    View(StoredCheckpoint checkpoint, Facts facts, Readability readability, Grace grace) {
        this.checkpoint = checkpoint;
        this.facts = facts;
        this.readability = readability;
        this.grace = grace;
    }

    private Summary summary() {
        return facts.outcome().map(Outcome::summary).orElse(Summary.NONE);
    }

    @Override
    public CheckpointId id() {
        return facts.id();
    }

    @Override
    public CheckpointStatus status() {
        return facts.status();
    }

    @Override
    public List<Problem> problems() {
        return facts.problems();
    }

    @Override
    public ProjectId project() {
        return facts.identity().project();
    }

    @Override
    public Optional<String> plan() {
        return facts.identity().planName();
    }

    @Override
    public String provider() {
        return facts.identity().provider();
    }

    @Override
    public Instant createdAt() {
        return facts.identity().createdAt();
    }

    @Override
    public Optional<Instant> completedAt() {
        return facts.outcome().map(Outcome::completedAt);
    }

    @Override
    public Optional<Instant> statusSince() {
        return facts.since();
    }

    @Override
    public Optional<Instant> deletedAt() {
        return checkpoint.deletedAt();
    }

    @Override
    public Optional<Instant> keptUntil() {
        return deletedAt().flatMap(at -> grace.of(checkpoint).map(at::plus));
    }

    @Override
    public Optional<Grade> consistency() {
        return summary().consistency();
    }

    @Override
    public Optional<Duration> skew() {
        return summary().skew();
    }

    @Override
    public long bytes() {
        return summary().bytes();
    }

    @Override
    public long resourceCount() {
        return facts.begin().map(Begin::resources).orElse(summary().resources());
    }

    @Override
    public ResourceGraph graph() throws RedoubtException {
        return checkpoint.checkpoint().graph();
    }

    @Override
    public List<ResourceRecord> resources() throws RedoubtException {
        List<StoredRecord> records = checkpoint.records();
        return new AbstractList<>() {
            @Override
            public ResourceRecord get(int number) {
                return new RecordView(records.get(number), readability);
            }

            @Override
            public int size() {
                return records.size();
            }
        };
    }

    @Override
    public Optional<CheckpointCheck> lastCheck() throws RedoubtException {
        return checkpoint.checks().last().map(Verification::shown);
    }

    @Override
    public List<CheckpointCheck> lastChecks() throws RedoubtException {
        return checkpoint.checks().lastOfEachDepth().stream().map(Verification::shown).toList();
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("id", id().value()).put("status", status().word());
        json.put("problems", JsonArray.of(problems().stream().map(Problem::toJson).toList())).put("project", project().value());
        plan().ifPresent(name -> json.put("plan", name));
        json.put("provider", provider()).put("createdAt", Times.text(createdAt()));
        completedAt().ifPresent(at -> json.put("completedAt", Times.text(at)));
        deletedAt().ifPresent(at -> json.put("deletedAt", Times.text(at)));
        keptUntil().ifPresent(at -> json.put("keptUntil", Times.text(at)));
        consistency().ifPresent(grade -> json.put("consistency", grade.word()));
        skew().ifPresent(time -> json.put("skew", time.toString()));
        return json.put("bytes", bytes()).put("resourceCount", resourceCount()).build();
    }
}
