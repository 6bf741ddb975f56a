package org.redoubt.engine.service;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CheckpointCheck;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.ResourceRecord;

/** A view that outlives the lease on its bank. What could not be read is told when it is asked for. */
record Loaded(CheckpointView view, Source<ResourceGraph> readGraph, Source<List<ResourceRecord>> readResources,
        Source<List<CheckpointCheck>> readChecks, Read<Optional<CheckpointCheck>> readCheck) implements CheckpointView {

    /** Where a value comes from. */
    interface Source<T> {
        T get() throws RedoubtException;
    }

    /** A value, or why there is none. */
    record Read<T>(Optional<T> value, Optional<RedoubtException> failure) {
        static <T> Read<T> of(Source<T> source) {
            try {
                return new Read<>(Optional.of(source.get()), Optional.empty());
            } catch (RedoubtException e) {
                return new Read<>(Optional.empty(), Optional.of(e));
            }
        }

        T get() throws RedoubtException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return value.orElseThrow();
        }
    }

    /** With all that can be asked of it. */
    static CheckpointView of(CheckpointView view) {
        return new Loaded(view, Read.of(view::graph)::get, Read.of(view::resources)::get, Read.of(view::lastChecks)::get, Read.of(view::lastCheck));
    }

    /** With what a list shows; for the rest the checkpoint is found again. */
    static CheckpointView listed(CheckpointView view, Source<CheckpointView> again) {
        return new Loaded(view, () -> again.get().graph(), () -> again.get().resources(), () -> again.get().lastChecks(), Read.of(view::lastCheck));
    }

    @Override
    public ResourceGraph graph() throws RedoubtException {
        return readGraph.get();
    }

    @Override
    public List<ResourceRecord> resources() throws RedoubtException {
        return readResources.get();
    }

    @Override
    public Optional<CheckpointCheck> lastCheck() throws RedoubtException {
        return readCheck.get();
    }

    @Override
    public List<CheckpointCheck> lastChecks() throws RedoubtException {
        return readChecks.get();
    }

    @Override
    public CheckpointId id() {
        return view.id();
    }

    @Override
    public CheckpointStatus status() {
        return view.status();
    }

    @Override
    public List<Problem> problems() {
        return view.problems();
    }

    @Override
    public ProjectId project() {
        return view.project();
    }

    @Override
    public Optional<String> plan() {
        return view.plan();
    }

    @Override
    public String provider() {
        return view.provider();
    }

    @Override
    public Instant createdAt() {
        return view.createdAt();
    }

    @Override
    public Optional<Instant> completedAt() {
        return view.completedAt();
    }

    @Override
    public Optional<Instant> statusSince() {
        return view.statusSince();
    }

    @Override
    public Optional<Instant> deletedAt() {
        return view.deletedAt();
    }

    @Override
    public Optional<Instant> keptUntil() {
        return view.keptUntil();
    }

    @Override
    public Optional<Grade> consistency() {
        return view.consistency();
    }

    @Override
    public Optional<Duration> skew() {
        return view.skew();
    }

    @Override
    public long bytes() {
        return view.bytes();
    }

    @Override
    public long resourceCount() {
        return view.resourceCount();
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json = view.toJson().toBuilder();
        readCheck.value().flatMap(check -> check).ifPresent(check -> json.put("lastCheck", check.toJson()));
        return json.build();
    }
}
