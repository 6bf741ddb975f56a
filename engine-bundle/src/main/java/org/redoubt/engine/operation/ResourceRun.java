package org.redoubt.engine.operation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.ResourceStatus;

/** The state of one resource in one operation; small, as there may be a million. Thread-safe. */
final class ResourceRun {
    private static final int LARGEST_MEMO = 64 << 10;

    private final int number;
    private final Resource resource;
    private final Assignment assignment;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger signs = new AtomicInteger();
    private long expected;
    private volatile Map<String, String> memo = Map.of();
    private volatile Findings reasons = Findings.NONE;
    private volatile Findings warnings = Findings.NONE;
    private volatile ResourceStatus status = ResourceStatus.PENDING;
    private volatile boolean abandoned;
    private volatile boolean inHook;
    private volatile Optional<Grade> quiesces = Optional.empty();
    private volatile Grade grade = Grade.NONE;
    private volatile String gradeReason = "";
    private volatile Optional<Instant> snapshotAt = Optional.empty();
    private volatile Optional<RestoredResource> restored = Optional.empty();
    private volatile String step = "";
    private volatile boolean changed;
    private boolean remembersMore;

    ResourceRun(int number, Resource resource, Assignment assignment) {
        this.number = number;
        this.resource = resource;
        this.assignment = assignment;
    }

    int number() {
        return number;
    }

    Resource resource() {
        return resource;
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

    /** One of its hooks is not stuck. */
    void heard() {
        signs.incrementAndGet();
    }

    /** Changes whenever one of its hooks shows that it is not stuck. */
    int signs() {
        return signs.get();
    }

    /** Whether one of its hooks was given up. */
    boolean abandoned() {
        return abandoned;
    }

    void abandon() {
        abandoned = true;
        inHook = false;
    }

    /** Whether there is something new to record since the last call. */
    boolean takeChanged() {
        boolean was = changed;
        if (was) {
            changed = false;
        }
        return was;
    }

    /** Records why the resource is not as it should be, and what that makes of it. */
    synchronized void failed(ResourceStatus with, Problem reason) {
        if (status != ResourceStatus.FAILED) {
            status = with;
        }
        reasons = reasons.with(reason);
        changed = true;
    }

    /** Records that what was made of it is gone again, and why. */
    synchronized void takenBack(Problem reason) {
        status = ResourceStatus.UNDONE;
        restored = Optional.empty();
        reasons = reasons.with(reason);
        changed = true;
    }

    synchronized void warn(Problem warning) {
        warnings = warnings.with(warning);
        changed = true;
    }

    /** Whether a reason names the damaged object that a problem is about. */
    boolean namesAlready(Problem problem) {
        return reasons().stream().anyMatch(reason -> problem.subject().filter(reason.message()::contains).isPresent());
    }

    List<Problem> reasons() {
        return reasons.all();
    }

    List<Problem> warnings() {
        return warnings.all();
    }

    Map<String, String> memo() {
        return memo;
    }

    /** Keeps a text for later hooks and undo. */
    synchronized void remember(String key, String value) {
        Map<String, String> next = new TreeMap<>(memo);
        next.put(key, value);
        if (next.entrySet().stream().mapToLong(e -> e.getKey().length() + (long) e.getValue().length()).sum() > LARGEST_MEMO) {
            throw new IllegalArgumentException("The memo of " + resource + " would be larger than 64 KiB.");
        }
        memo = Map.copyOf(next);
        changed = true;
        remembersMore = true;
    }

    /** Whether something was added to the memo since the last call. */
    synchronized boolean takeRemembersMore() {
        boolean more = remembersMore;
        remembersMore = false;
        return more;
    }

    /** Says how many bytes there will be; returns how many more than said before. */
    synchronized long expect(long total) {
        long more = total - expected;
        expected = total;
        return more;
    }

    void advance(long done) {
        bytes.addAndGet(done);
    }

    long bytes() {
        return bytes.get();
    }

    void step(String text) {
        step = text;
    }

    String step() {
        return step;
    }

    void consistency(Grade is, String reason) {
        grade = is;
        gradeReason = reason;
        changed = true;
    }

    Grade grade() {
        return grade;
    }

    String gradeReason() {
        return gradeReason;
    }

    void quiesce(Optional<Grade> is) {
        quiesces = is;
        changed = true;
    }

    Optional<Grade> quiesces() {
        return quiesces;
    }

    void snapshotTaken(Instant at) {
        snapshotAt = Optional.of(at);
        changed = true;
    }

    Optional<Instant> snapshotAt() {
        return snapshotAt;
    }

    void restored(RestoredResource fresh) {
        restored = Optional.of(fresh);
        changed = true;
    }

    Optional<RestoredResource> restoredAs() {
        return restored;
    }
}
