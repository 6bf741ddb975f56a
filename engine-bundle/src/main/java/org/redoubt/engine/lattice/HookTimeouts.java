package org.redoubt.engine.lattice;

import java.time.Duration;
import java.util.Optional;
import org.redoubt.api.protection.Hook;

/** How long hooks of a run may take, or be silent, and what follows when that is over. Thread-safe. */
public interface HookTimeouts {
    /** Every hook may take as long as it does. */
    HookTimeouts NONE = new HookTimeouts() {
        @Override
        public Optional<Duration> of(Hook hook) {
            return Optional.empty();
        }

        @Override
        public void late(LatticeRun run, int resource, Hook hook, Late how) {
            throw new IllegalStateException("Nothing is late that has no limit.");
        }
    };

    /** How long such a hook may take. Asked once, when the run starts. */
    Optional<Duration> of(Hook hook);

    /** For how long such a hook may give no sign of life. Asked once, when the run starts. */
    default Optional<Duration> ofSilence(Hook hook) {
        return Optional.empty();
    }

    /** A number that changes with each sign of life that a hook of a resource gives. Asked often, on the thread that watches the time; quick. */
    default long signs(int resource) {
        return 0;
    }

    /**
     * A hook has taken longer than it may, or been silent for too long. Called once for it on the thread that watches the time; whatever it returns now counts as
     * a failure that has been told. It is to have {@link LatticeRun#fail the run fail} or give up its resource, as nobody else does.
     */
    void late(LatticeRun run, int resource, Hook hook, Late how);
}
