package org.redoubt.testkit.protection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.redoubt.api.protection.UndoHandle;
import org.redoubt.api.protection.UndoLog;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;

/** An undo log that remembers every step that was ever registered. Thread-safe. */
public final class RecordingUndoLog implements UndoLog {
    private final Resource resource;
    private final Consumer<UndoStep> registration;
    private final List<UndoStep> registered = new ArrayList<>();
    private final List<UndoStep> open = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** A log for the steps of a resource. */
    public RecordingUndoLog(Resource resource) {
        this(resource, step -> { });
    }

    /**
     * A log for the steps of a resource.
     *
     * @param resource whose steps
     * @param registration called for each step when it is registered, and so before its effect
     */
    public RecordingUndoLog(Resource resource, Consumer<UndoStep> registration) {
        this.resource = Objects.requireNonNull(resource);
        this.registration = Objects.requireNonNull(registration);
    }

    @Override
    public UndoHandle register(UndoSpec spec) {
        UndoStep step;
        lock.lock();
        try {
            step = TestStep.of(registered.size() + 1, spec, resource);
            registered.add(step);
            open.add(step);
        } finally {
            lock.unlock();
        }
        registration.accept(step);
        return new UndoHandle() {
            @Override
            public String id() {
                return step.id();
            }

            @Override
            public void release() {
                RecordingUndoLog.this.release(step.id());
            }
        };
    }

    @Override
    public List<UndoStep> open() {
        return copy(open);
    }

    /** Every step that was ever registered, in order. */
    public List<UndoStep> registered() {
        return copy(registered);
    }

    private List<UndoStep> copy(List<UndoStep> steps) {
        lock.lock();
        try {
            return List.copyOf(steps);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void release(String id) {
        lock.lock();
        try {
            open.removeIf(step -> step.id().equals(id));
        } finally {
            lock.unlock();
        }
    }
}
