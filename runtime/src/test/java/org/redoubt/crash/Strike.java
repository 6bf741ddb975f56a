package org.redoubt.crash;

import java.time.Duration;
import java.util.Optional;

/**
 * When a runtime is killed.
 *
 * @param boundary at this boundary of a hook; empty: at a moment
 * @param moment so long after the request, if at a moment
 * @param again so long after the next start once more, if at all
 * @param goOn whether the operation is gone on with afterwards, or else taken back
 */
record Strike(Optional<String> boundary, Duration moment, Optional<Duration> again, boolean goOn) {
    static Strike at(String boundary, boolean goOn) {
        return new Strike(Optional.of(boundary), Duration.ZERO, Optional.empty(), goOn);
    }

    static Strike after(Duration moment, Optional<Duration> again, boolean goOn) {
        return new Strike(Optional.empty(), moment, again, goOn);
    }

    @Override
    public String toString() {
        return boundary.orElseGet(() -> "after " + moment.toMillis() + " ms") + again.map(more -> ", and again " + more.toMillis() + " ms after the start").orElse("")
                + (goOn ? ", gone on with" : ", taken back");
    }
}
