package org.redoubt.engine.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.engine.hook.Thrown;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.plugin.Selection;
import org.redoubt.engine.plugin.UndoSelector;
import org.redoubt.engine.undo.OpenStep;
import org.redoubt.engine.undo.Undoer;

/**
 * Takes steps back with the plugin that registered them, as long as the operation has it, else with the one that fits best. A
 * step that may work later is tried {@value #ATTEMPTS} times, with a growing pause.
 */
final class PluginUndoer implements Undoer {
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final UndoScene scene;
    private final Duration limit;

    PluginUndoer(UndoScene scene, Duration limit) {
        this.scene = scene;
        this.limit = limit;
    }

    @Override
    public UndoResult undo(OpenStep step, BooleanSupplier wanted) {
        UndoResult result = undo(step);
        for (int attempt = 1; attempt < ATTEMPTS && result.outcome() == UndoResult.Outcome.RETRY; attempt++) {
            if (!wanted.getAsBoolean() || !pause(PAUSE.multipliedBy(attempt)) || !wanted.getAsBoolean()) {
                return result;
            }
            result = undo(step);
        }
        return result;
    }

    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public UndoResult undo(OpenStep step) {
        Optional<PluginLease> own = scene.leases().apply(step.number()).filter(lease -> lease.id().equals(step.plugin()) && !lease.gone());
        if (own.isPresent()) {
            try {
                return call(own.get().id(), own.get().plugin(), step);
            } catch (IllegalStateException gone) {
                // The plugin has left; another one may understand the step.
            }
        }
        Selection selection = scene.engine().plugins().select(UndoSelector.of(step, step.plugin()));
        if (selection.lease().isEmpty()) {
            return UndoResult.retry(selection.why());
        }
        try (PluginLease lease = selection.lease().get()) {
            return call(lease.id(), lease.plugin(), step);
        }
    }

    private UndoResult call(PluginId id, ProtectionPlugin plugin, OpenStep step) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // What comes late comes when the operation has given its own back.
        try (LeasedSnapshotters late = new LeasedSnapshotters(scene.engine().snapshotters())) {
            thread.setContextClassLoader(plugin.getClass().getClassLoader());
            UndoResult result = plugin.undo(step, new Context(step.number(), late));
            return result != null ? result : UndoResult.retry("The plugin " + id + " gave no answer (null).");
        } catch (RedoubtException known) {
            return UndoResult.retry(known.problem().message());
        } catch (Throwable broken) {
            return UndoResult.retry(Thrown.problem(id, "undo", broken).message());
        } finally {
            // An undo must not leave its interrupt to whatever runs next on this thread.
            Thread.interrupted();
            thread.setContextClassLoader(before);
        }
    }

    private final class Context implements UndoContext {
        private final int number;
        private final LeasedSnapshotters late;
        private final Instant deadline = clock().instant().plus(limit);

        Context(int number, LeasedSnapshotters late) {
            this.number = number;
            this.late = late;
        }

        @Override
        public OperationId operation() {
            return scene.operation();
        }

        @Override
        public Caller caller() {
            return scene.caller();
        }

        @Override
        public InstantSource clock() {
            return scene.engine().clock();
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.of(deadline);
        }

        @Override
        public Map<String, String> memo() {
            return scene.memos().apply(number);
        }

        @Override
        public Optional<VolumeSnapshotter> snapshotter(String name) {
            return scene.snapshotters().named(name).or(() -> late.named(name));
        }

        @Override
        public Secret secret(String reference) throws RedoubtException {
            return scene.engine().secrets().secret(scene.caller(), reference);
        }
    }
}
