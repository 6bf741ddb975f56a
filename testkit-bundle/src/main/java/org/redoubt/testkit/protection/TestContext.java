package org.redoubt.testkit.protection;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Memo;
import org.redoubt.api.protection.OperationContext;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.Progress;

/** The surroundings of all hooks of one resource in one run, in memory. Thread-safe. */
public abstract class TestContext implements OperationContext {
    private final OperationId operation = new OperationId(UUID.randomUUID().toString());
    private final RecordingUndoLog undo;
    private final Map<String, String> memo = new ConcurrentHashMap<>();
    private final Map<String, char[]> secrets = new ConcurrentHashMap<>();
    private final List<Problem> warnings = new CopyOnWriteArrayList<>();
    private final AtomicLong done = new AtomicLong();
    private volatile Hook hook = Hook.PREPARE_BEGIN;
    private volatile boolean cancelled;
    private volatile InstantSource clock = InstantSource.system();
    private volatile Set<Path> runtimePaths = Set.of();
    private volatile Set<Path> bankPaths = Set.of();

    /**
     * @param undo where steps go
     */
    TestContext(RecordingUndoLog undo) {
        this.undo = Objects.requireNonNull(undo);
    }

    /** Says which hook is to be called next. */
    public void enter(Hook next) {
        hook = next;
    }

    /** Cancels: from now on {@link #checkCancelled()} throws. */
    public void cancel() {
        cancelled = true;
    }

    /** Sets the clock. */
    public void useClock(InstantSource source) {
        clock = source;
    }

    /** Sets the directories that the runtime writes to. */
    public void useRuntimePaths(Set<Path> paths) {
        runtimePaths = Set.copyOf(paths);
    }

    /** Sets the directories of banks that are left alone. */
    public void useBankPaths(Set<Path> paths) {
        bankPaths = Set.copyOf(paths);
    }

    /** Sets the value behind {@code secret:NAME}. */
    public void addSecret(String name, char[] value) {
        secrets.put("secret:" + name, value.clone());
    }

    /** What hooks warned of. */
    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** How many bytes hooks said to be done. */
    public long done() {
        return done.get();
    }

    @Override
    public OperationId operation() {
        return operation;
    }

    @Override
    public Caller caller() {
        return Caller.of("tester", ProjectId.DEFAULT);
    }

    @Override
    public Hook hook() {
        return hook;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public void checkCancelled() throws CancelledException {
        if (cancelled) {
            throw new CancelledException("The test has cancelled the run.");
        }
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> freezeDeadline() {
        return Optional.empty();
    }

    @Override
    public RecordingUndoLog undo() {
        return undo;
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
            public void total(long bytes) {
                // Only what is done is of interest.
            }

            @Override
            public void advance(long bytes) {
                done.addAndGet(bytes);
            }

            @Override
            public void step(String text) {
                Objects.requireNonNull(text);
            }
        };
    }

    @Override
    public Secret secret(String reference) throws RedoubtException {
        char[] value = secrets.get(reference);
        if (value == null) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no " + reference + "."));
        }
        return new Secret(value);
    }

    @Override
    public void warn(Problem problem) {
        warnings.add(Objects.requireNonNull(problem));
    }

    @Override
    public Set<Path> runtimePaths() {
        return runtimePaths;
    }

    @Override
    public Set<Path> bankPaths() {
        return bankPaths;
    }
}
