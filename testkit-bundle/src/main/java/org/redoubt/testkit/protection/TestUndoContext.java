package org.redoubt.testkit.protection;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.snapshot.VolumeSnapshotter;

/** The surroundings of undoing the steps of one run. Thread-safe. */
public final class TestUndoContext implements UndoContext {
    private final TestContext run;
    private final List<VolumeSnapshotter> snapshotters;

    /**
     * @param run what the hooks ran in
     * @param snapshotters those that can be found by name
     */
    public TestUndoContext(TestContext run, List<VolumeSnapshotter> snapshotters) {
        this.run = run;
        this.snapshotters = List.copyOf(snapshotters);
    }

    @Override
    public OperationId operation() {
        return run.operation();
    }

    @Override
    public Caller caller() {
        return run.caller();
    }

    @Override
    public InstantSource clock() {
        return run.clock();
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.empty();
    }

    @Override
    public Map<String, String> memo() {
        return run.memo().all();
    }

    @Override
    public Optional<VolumeSnapshotter> snapshotter(String name) {
        return snapshotters.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    @Override
    public Secret secret(String reference) throws RedoubtException {
        return run.secret(reference);
    }
}
