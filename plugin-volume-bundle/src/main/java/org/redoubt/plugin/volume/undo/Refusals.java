package org.redoubt.plugin.volume.undo;

import java.util.Optional;
import org.redoubt.api.os.HostFileException;

/** Goes on after a refusal, so that one thing which cannot be removed keeps nothing else, and tells of the first in the end. For one thread. */
final class Refusals {
    private Optional<HostFileException> first = Optional.empty();

    /** Something that may be refused. */
    interface Attempt {
        /** Tries it. */
        void run() throws HostFileException;
    }

    /** Tries something. */
    void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (HostFileException refused) {
            // What somebody else has just removed is gone, as it should be.
            first = refused.kind() == HostFileException.Kind.NOT_FOUND ? first : first.or(() -> Optional.of(refused));
        }
    }

    /** Fails as the first did that was refused, if any was. */
    void tell() throws HostFileException {
        if (first.isPresent()) {
            throw first.get();
        }
    }
}
