package org.redoubt.engine.operation;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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
import org.redoubt.api.service.ResourceStatus;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.engine.hook.HookHost;
import org.redoubt.engine.undo.HookUndoLog;

/** One resource in one operation: its state, and what its hooks can want. Thread-safe. */
final class ResourceRun implements HookHost {
    private static final int LARGEST_MEMO = 64 << 10;

    private final RunHost run;
    private final int number;
    private final Assignment assignment;
    private final Map<String, String> memo = new ConcurrentHashMap<>(0);
    private final List<Problem> reasons = new ArrayList<>(0);
    private final List<Problem> warnings = new ArrayList<>(0);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong expected = new AtomicLong();
    private volatile ResourceStatus status = ResourceStatus.PENDING;
    private volatile boolean abandoned;
    private volatile boolean inHook;
    private volatile Optional<Grade> quiesces = Optional.empty();
    private volatile Grade grade = Grade.NONE;
    private volatile String gradeReason = "";
    private volatile Optional<Instant> snapshotAt = Optional.empty();
    private volatile Optional<RestoredResource> restored = Optional.empty();
    private volatile String step = "";

    ResourceRun(RunHost run, int number, Assignment assignment) {
        this.run = run;
        this.number = number;
        this.assignment = assignment;
    }

    int number() {
        return number;
    }

    Assignment assignment() {
        return assignment;
    }

    ResourceStatus status() {
        return status;
    }

    void status(ResourceStatus next) {
        status = next;
    }

    /** Whether one of its hooks is running; a resource has at most one at a time. */
    boolean inHook() {
        return inHook;
    }

    void enter() {
        inHook = true;
        if (status == ResourceStatus.PENDING) {
            status = ResourceStatus.RUNNING;
        }
    }

    void leave() {
        inHook = false;
    }

    void abandon() {
        abandoned = true;
        inHook = false;
    }

    /** Records why the resource is not as it should be, and what that makes of it. */
    void failed(ResourceStatus with, Problem reason) {
        synchronized (reasons) {
            if (status != ResourceStatus.FAILED) {
                status = with;
            }
            if (reasons.size() < Warnings.KEPT) {
                reasons.add(reason);
            }
        }
    }

    List<Problem> reasons() {
        synchronized (reasons) {
            return List.copyOf(reasons);
        }
    }

    List<Problem> warnings() {
        synchronized (warnings) {
            return List.copyOf(warnings);
        }
    }

    Grade grade() {
        return grade;
    }

    String gradeReason() {
        return gradeReason;
    }

    Optional<Instant> snapshotAt() {
        return snapshotAt;
    }

    Optional<Grade> quiesces() {
        return quiesces;
    }

    Optional<RestoredResource> restoredAs() {
        return restored;
    }

    long bytes() {
        return bytes.get();
    }

    String step() {
        return step;
    }

    @Override
    public boolean abandoned() {
        return abandoned;
    }

    @Override
    public Checkpoint checkpoint() {
        return run.work().checkpoint();
    }

    @Override
    public Resource resource() {
        return run.resources().graph().resource(number);
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
        run.checkCancelled(number);
    }

    @Override
    public Optional<Instant> freezeDeadline() {
        return run.freezeDeadline(number);
    }

    @Override
    public UndoLog undo(Hook hook) {
        return new HookUndoLog(run.ledger(), resource(), number, hook, assignment.plugin());
    }

    Map<String, String> memoTexts() {
        return memo;
    }

    @Override
    public Memo memo() {
        return new Memo() {
            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(memo.get(key));
            }

            @Override
            public void put(String key, String value) {
                memo.put(key, value);
                long size = memo.entrySet().stream().mapToLong(e -> e.getKey().length() + (long) e.getValue().length()).sum();
                if (size > LARGEST_MEMO) {
                    memo.remove(key);
                    throw new IllegalArgumentException("The memo of " + resource() + " would be larger than 64 KiB.");
                }
            }

            @Override
            public Map<String, String> all() {
                return Map.copyOf(memo);
            }
        };
    }

    @Override
    public Progress progress() {
        return new Progress() {
            @Override
            public void total(long total) {
                run.expect(total - expected.getAndSet(total));
            }

            @Override
            public void advance(long done) {
                bytes.addAndGet(done);
                run.advance(done);
            }

            @Override
            public void step(String text) {
                step = text;
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
        synchronized (warnings) {
            if (warnings.size() < Warnings.KEPT) {
                warnings.add(about);
            }
        }
        run.warn(number, about);
    }

    @Override
    public Set<Path> runtimePaths() {
        return run.runtimePaths();
    }

    @Override
    public ResourceSection section() {
        return run.work().section(resource());
    }

    @Override
    public Optional<ResourceSection> previous() {
        return run.work().previous(resource());
    }

    @Override
    public void consistency(Grade is, String reason) {
        grade = is;
        gradeReason = reason;
    }

    @Override
    public Optional<Grade> quiesced() {
        return run.resources().quiescedBy(number);
    }

    @Override
    public void quiesce(Optional<Grade> is) {
        quiesces = is;
    }

    @Override
    public void snapshotTaken(Instant at) {
        snapshotAt = Optional.of(at.truncatedTo(ChronoUnit.MILLIS));
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
        restored = Optional.of(fresh);
    }

    @Override
    public Optional<RestoredResource> restored(ResourceRef original) {
        return run.resources().graph().number(original).stream().mapToObj(run.resources()::get).findFirst().flatMap(other -> other.restored);
    }

    @Override
    public void incomplete(Problem problem) {
        Problem about = problem.subject().isPresent() ? problem : problem.subject(resource().toString());
        failed(run.work().incompleteStatus(), about);
        run.incomplete(number, about);
    }

    @Override
    public ResourceSection targetSection() {
        return run.work().targetSection(resource());
    }

    @Override
    public Checkpoint targetCheckpoint() {
        return run.work().target().orElseThrow(() -> new IllegalStateException("Only a copy has a second checkpoint."));
    }
}
