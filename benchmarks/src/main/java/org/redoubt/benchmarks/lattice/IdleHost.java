package org.redoubt.benchmarks.lattice;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.checkpoint.Checkpoint;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
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

/** The host of hooks that want nothing: there is no operation behind it. */
record IdleHost(Checkpoint checkpoint, Resource resource) implements HookHost {
    @Override
    public boolean abandoned() {
        return false;
    }

    @Override
    public void heard() {
        // Nobody waits for a sign.
    }

    @Override
    public Caller caller() {
        throw unwanted();
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public void checkCancelled() {}

    @Override
    public Optional<Instant> freezeDeadline() {
        return Optional.empty();
    }

    @Override
    public UndoLog undo(Hook hook) {
        throw unwanted();
    }

    @Override
    public Memo memo() {
        throw unwanted();
    }

    @Override
    public Progress progress() {
        throw unwanted();
    }

    @Override
    public Secret secret(String reference) {
        throw unwanted();
    }

    @Override
    public void warn(Problem problem) {}

    @Override
    public Set<Path> runtimePaths() {
        return Set.of();
    }

    @Override
    public CheckDepth depth() {
        throw unwanted();
    }

    @Override
    public ResourceSection section() {
        throw unwanted();
    }

    @Override
    public Optional<ResourceSection> previous() {
        return Optional.empty();
    }

    @Override
    public void consistency(Grade grade, String reason) {}

    @Override
    public void foresee(Grade grade, String reason) {}

    @Override
    public Optional<Grade> quiesced() {
        return Optional.empty();
    }

    @Override
    public void quiesce(Optional<Grade> grade) {}

    @Override
    public void snapshotTaken(Instant at) {}

    @Override
    public Optional<VolumeSnapshotter> snapshotter(List<VolumeSource> volumes) {
        return Optional.empty();
    }

    @Override
    public Optional<VolumeSnapshotter> snapshotter(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<RestoreTarget> target() {
        return Optional.empty();
    }

    @Override
    public void restored(RestoredResource restored) {}

    @Override
    public Optional<RestoredResource> restored(ResourceRef original) {
        return Optional.empty();
    }

    @Override
    public void incomplete(Problem problem) {}

    @Override
    public void needs(String store, String place, long bytes, long available) {}

    @Override
    public ResourceSection targetSection() {
        throw unwanted();
    }

    @Override
    public Checkpoint targetCheckpoint() {
        throw unwanted();
    }

    private static UnsupportedOperationException unwanted() {
        return new UnsupportedOperationException("A hook that is measured wants nothing of its host.");
    }
}
