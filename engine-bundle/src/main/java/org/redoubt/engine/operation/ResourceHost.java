package org.redoubt.engine.operation;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Memo;
import org.redoubt.api.protection.Progress;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.protection.UndoLog;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.engine.hook.HookHost;
import org.redoubt.engine.life.LiveSection;
import org.redoubt.engine.undo.HookUndoLog;

/**
 * What the hooks of one resource can want. Thread-safe.
 *
 * @param run the operation
 * @param state the resource in it
 */
record ResourceHost(RunHost run, ResourceRun state) implements HookHost {
    @Override
    public boolean abandoned() {
        return state.abandoned();
    }

    @Override
    public void heard() {
        state.heard();
    }

    private ResourceSection live(ResourceSection section) {
        return new LiveSection(section, this::used);
    }

    /** What a hook has fetched before it was given up refuses as its context does: others may go on without it. */
    private void used() {
        if (state.abandoned()) {
            throw new IllegalStateException("A hook of " + resource().ref() + " was given up; what it was given is of no use any more.");
        }
        state.heard();
    }

    @Override
    public Checkpoint checkpoint() {
        return run.work().checkpoint();
    }

    @Override
    public Resource resource() {
        return state.resource();
    }

    @Override
    public Caller caller() {
        return run.caller();
    }

    @Override
    public InstantSource clock() {
        return run.engine().clock();
    }

    @Override
    public void checkCancelled() throws CancelledException {
        run.cancellation().check(state.number());
    }

    @Override
    public Optional<Instant> freezeDeadline() {
        return run.freezes().deadline(state.number());
    }

    @Override
    public UndoLog undo(Hook hook) {
        return new HookUndoLog(run.ledger(), resource(), state.number(), hook, state.assignment().plugin());
    }

    @Override
    public Memo memo() {
        return new Memo() {
            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(state.memo().get(key));
            }

            @Override
            public void put(String key, String value) {
                state.remember(key, value);
            }

            @Override
            public Map<String, String> all() {
                return state.memo();
            }
        };
    }

    @Override
    public Progress progress() {
        return new Progress() {
            @Override
            public void total(long total) {
                used();
                run.tally().expect(state.expect(total));
            }

            @Override
            public void advance(long done) {
                used();
                state.advance(done);
                run.tally().advance(done);
            }

            @Override
            public void step(String text) {
                used();
                state.step(text);
            }
        };
    }

    @Override
    public Secret secret(String reference) throws RedoubtException {
        return run.engine().secrets().secret(run.caller(), reference);
    }

    @Override
    public void warn(Problem problem) {
        Problem about = problem.subject().isPresent() ? problem : problem.subject(resource().toString());
        state.warn(about);
        run.warn(state.number(), about);
    }

    @Override
    public Set<Path> runtimePaths() {
        return run.spec().runtimePaths();
    }

    @Override
    public Set<Path> bankPaths() {
        return run.spec().bankPaths();
    }

    @Override
    public CheckDepth depth() {
        return run.work().depth();
    }

    @Override
    public ResourceSection section() {
        return live(run.work().section(resource()));
    }

    @Override
    public Optional<ResourceSection> previous() {
        return run.work().previous(resource()).map(this::live);
    }

    @Override
    public void consistency(Grade is, String reason) {
        state.consistency(is, reason);
    }

    @Override
    public void foresee(Grade is, String reason) {
        run.tally().outlook().expects(state.number(), resource(), is, reason);
    }

    @Override
    public Optional<Grade> quiesced() {
        return run.resources().quiescedBy(state.number());
    }

    @Override
    public void quiesce(Optional<Grade> is) {
        state.quiesce(is);
    }

    @Override
    public void snapshotTaken(Instant at) {
        state.snapshotTaken(at.truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public Optional<VolumeSnapshotter> snapshotter(List<VolumeSource> volumes) {
        return run.snapshotters().select(volumes);
    }

    @Override
    public Optional<VolumeSnapshotter> snapshotter(String name) {
        return run.snapshotters().named(name);
    }

    @Override
    public Optional<RestoreTarget> target() {
        return run.work().restoreTarget(resource());
    }

    @Override
    public void restored(RestoredResource fresh) {
        state.restored(fresh);
    }

    @Override
    public Optional<RestoredResource> restored(ResourceRef original) {
        return run.resources().graph().number(original).stream().mapToObj(run.resources()::get).findFirst()
                .flatMap(ResourceRun::restoredAs);
    }

    @Override
    public void incomplete(Problem problem) {
        Problem about = problem.subject().isPresent() ? problem : problem.subject(resource().toString());
        state.failed(run.work().incompleteStatus(), about);
        run.tally().problem(about);
    }

    @Override
    public void needs(String store, String place, long bytes, long available) {
        run.tally().room().needs(store, place, bytes, available);
    }

    @Override
    public ResourceSection targetSection() {
        return live(run.work().targetSection(resource()));
    }

    @Override
    public Checkpoint targetCheckpoint() {
        return run.work().target().orElseThrow(() -> new IllegalStateException("Only a copy has a second checkpoint."));
    }
}
