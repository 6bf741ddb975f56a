package org.redoubt.plugin.volume.rig;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.access.Secret;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Memo;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.Progress;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoHandle;
import org.redoubt.api.protection.UndoLog;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.protection.VerifyContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.api.vault.CheckDepth;

/** One run of one resource through an operation: all contexts in one, and what the hooks said. */
public final class Run {
    public final Resource resource;
    public final Section section;
    public final List<Problem> warnings = new ArrayList<>();
    public final List<Problem> incomplete = new ArrayList<>();
    public final List<Problem> damaged = new ArrayList<>();
    public final Map<String, UndoStep> open = new LinkedHashMap<>();
    public final Map<String, String> memo = new HashMap<>();
    public final List<VolumeSnapshotter> snapshotters = new ArrayList<>();
    public Optional<ResourceSection> previous = Optional.empty();
    public Optional<RestoreTarget> target = Optional.empty();
    public Optional<Grade> quiesced = Optional.empty();
    public Set<Path> runtimePaths = Set.of();
    public Grade grade = Grade.NONE;
    public String reason = "";
    public RestoredResource restored;
    public InstantSource clock = InstantSource.system();
    public long advanced;
    public volatile boolean cancelled;

    public Run(Resource resource, Section section) {
        this.resource = resource;
        this.section = section;
    }

    private class Common implements UndoLog, Memo, Progress {
        public OperationId operation() {
            return new OperationId("00000000-0000-7000-8000-000000000001");
        }

        public Caller caller() {
            return Caller.of("test", new ProjectId("default"));
        }

        public Hook hook() {
            return Hook.MAIN;
        }

        public InstantSource clock() {
            return clock;
        }

        public void checkCancelled() throws CancelledException {
            if (cancelled || Thread.currentThread().isInterrupted()) {
                throw new CancelledException("The test cancelled it.");
            }
        }

        public Optional<Instant> deadline() {
            return Optional.empty();
        }

        public Optional<Instant> freezeDeadline() {
            return Optional.empty();
        }

        public UndoLog undo() {
            return this;
        }

        public Progress progress() {
            return this;
        }

        public Secret secret(String reference) {
            throw new UnsupportedOperationException();
        }

        public void warn(Problem problem) {
            warnings.add(problem);
        }

        public Set<Path> runtimePaths() {
            return runtimePaths;
        }

        public ResourceSection section() {
            return section;
        }

        @Override
        public UndoHandle register(UndoSpec spec) {
            String id = "step-" + (open.size() + 1) + "-" + spec.name();
            open.put(id, new Step(id, spec, resource));
            return new UndoHandle() {
                @Override
                public String id() {
                    return id;
                }

                @Override
                public void release() {
                    open.remove(id);
                }
            };
        }

        @Override
        public List<UndoStep> open() {
            return List.copyOf(open.values());
        }

        @Override
        public void release(String id) {
            open.remove(id);
        }

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(memo.get(key));
        }

        @Override
        public void put(String key, String value) {
            memo.put(key, value);
        }

        @Override
        public Map<String, String> all() {
            return Map.copyOf(memo);
        }

        @Override
        public void total(long bytes) {
            // only what is advanced is looked at
        }

        @Override
        public void advance(long bytes) {
            advanced += bytes;
        }

        @Override
        public void step(String text) {
            // not looked at
        }

        public Optional<VolumeSnapshotter> snapshotter(String name) {
            return snapshotters.stream().filter(one -> one.name().equals(name)).findFirst();
        }
    }

    private record Step(String id, UndoSpec spec, Resource resource) implements UndoStep {
        @Override
        public long sequence() {
            return 1;
        }

        @Override
        public String pluginName() {
            return "org.redoubt.plugin.volume";
        }

        @Override
        public String pluginVersion() {
            return "1.0.0";
        }

        @Override
        public int attempt() {
            return 0;
        }
    }

    private final class Protecting extends Common implements ProtectContext {
        @Override
        public Memo memo() {
            return this;
        }

        @Override
        public Optional<ResourceSection> previous() {
            return previous;
        }

        @Override
        public void consistency(Grade how, String why) {
            grade = how;
            reason = why;
        }

        @Override
        public Optional<Grade> quiesced() {
            return quiesced;
        }

        @Override
        public void quiesce(Optional<Grade> how) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void snapshotTaken(Instant at) {
            // the instant is the snapshotter's
        }

        @Override
        public Optional<VolumeSnapshotter> snapshotter(List<VolumeSource> volumes) {
            return snapshotters.stream().filter(one -> one.refusal(volumes).isEmpty()).findFirst();
        }
    }

    private final class Restoring extends Common implements RestoreContext {
        @Override
        public Memo memo() {
            return this;
        }

        @Override
        public Optional<RestoreTarget> target() {
            return target;
        }

        @Override
        public void restored(Resource fresh, String place, JsonObject attributes) {
            restored = new RestoredResource(fresh, place, attributes);
        }

        @Override
        public Optional<RestoredResource> restored(ResourceRef original) {
            return Optional.empty();
        }

        @Override
        public void incomplete(Problem problem) {
            incomplete.add(problem);
        }

        @Override
        public void needs(String store, String place, long bytes, long available) {
            // there is room here
        }
    }

    private final class Verifying extends Common implements VerifyContext {
        @Override
        public Memo memo() {
            return this;
        }

        @Override
        public CheckDepth depth() {
            return CheckDepth.CONTENT;
        }

        @Override
        public void damaged(Problem problem) {
            damaged.add(problem);
        }
    }

    private final class Undoing extends Common implements UndoContext {
        @Override
        public Map<String, String> memo() {
            return Map.copyOf(memo);
        }
    }

    public ProtectContext protecting() {
        return new Protecting();
    }

    public RestoreContext restoring() {
        return new Restoring();
    }

    public VerifyContext verifying() {
        return new Verifying();
    }

    public UndoContext undoing() {
        return new Undoing();
    }
}
