package org.redoubt.engine.lattice;

import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.protection.Hook;

/** How long hooks of a run may take, and what follows when one takes longer. Thread-safe. */
public interface HookTimeouts {
    /** Every hook may take as long as it does. */
    HookTimeouts NONE = new HookTimeouts() {
        @Override
        public Optional<Duration> of(Hook hook) {
            return Optional.empty();
        }

        @Override
        public void late(LatticeRun run, int resource, Hook hook, Duration allowed) {
            throw new IllegalStateException("Nothing is late that has no limit.");
        }
    };

    /** How long such a hook may take. Asked once, when the run starts. */
    Optional<Duration> of(Hook hook);

    /**
     * A hook has taken longer than it may. Called once for it on the thread that watches the time; whatever it returns now counts as
     * a failure that has been told. It is to have {@link LatticeRun#fail the run fail} or give up its resource, as nobody else does.
     */
    void late(LatticeRun run, int resource, Hook hook, Duration allowed);
}
