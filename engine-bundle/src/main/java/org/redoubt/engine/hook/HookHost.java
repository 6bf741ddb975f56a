package org.redoubt.engine.hook;

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

/**
 * What a hook of one resource can want from the operation it runs in. Contexts turn it into the API. Thread-safe. Methods
 * that make no sense for the type of the operation fail with {@link IllegalStateException}.
 */
public interface HookHost {
    /** Whether the hook that runs was given up, so that its context refuses every call. */
    boolean abandoned();

    /** Told of each use that a hook makes of its context: it is not stuck. */
    void heard();

    Checkpoint checkpoint();

    Resource resource();

    Caller caller();

    InstantSource clock();

    void checkCancelled() throws CancelledException;

    Optional<Instant> freezeDeadline();

    UndoLog undo(Hook hook);

    Memo memo();

    Progress progress();

    Secret secret(String reference) throws RedoubtException;

    void warn(Problem problem);

    Set<Path> runtimePaths();

    default Set<Path> bankPaths() {
        return Set.of();
    }

    /** The section that is written by protect, or read by all others. */
    ResourceSection section();

    Optional<ResourceSection> previous();

    void consistency(Grade grade, String reason);

    /** What the consistency will be at best, as the plugin knows when it is asked before any hook. */
    void foresee(Grade grade, String reason);

    Optional<Grade> quiesced();

    void quiesce(Optional<Grade> grade);

    void snapshotTaken(Instant at);

    Optional<VolumeSnapshotter> snapshotter(List<VolumeSource> volumes);

    Optional<VolumeSnapshotter> snapshotter(String name);

    Optional<RestoreTarget> target();

    void restored(RestoredResource restored);

    Optional<RestoredResource> restored(ResourceRef original);

    /** How closely a verify looks. */
    CheckDepth depth();

    /** Something of the resource is not as it should be, but the rest goes on. */
    void incomplete(Problem problem);

    /** So much room of what is available in a store will be taken. */
    void needs(String store, String place, long bytes, long available);

    /** The section of the copy. */
    ResourceSection targetSection();

    Checkpoint targetCheckpoint();
}
