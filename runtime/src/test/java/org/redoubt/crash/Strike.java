package org.redoubt.crash;

import java.time.Duration;
import java.util.Optional;

/** When a runtime is killed. */
sealed interface Strike {
    /** Whether the operation is gone on with afterwards, or else taken back. */
    boolean goOn();

    /** What sort of moment it is. */
    String kind();

    /** Where it is: strikes of one kind at the same place count as the same. */
    String place();

    /**
     * At a boundary of a hook.
     *
     * @param boundary its name
     * @param goOn as in {@link Strike}
     */
    record AtBoundary(String boundary, boolean goOn) implements Strike {
        @Override
        public String kind() {
            return "at boundaries of hooks";
        }

        @Override
        public String place() {
            return boundary;
        }

        @Override
        public String toString() {
            return boundary + ending(goOn);
        }
    }

    /**
     * At a moment. Where it counts from a boundary, it is in the operation however slow the runtime is.
     *
     * @param boundary that is passed before; empty: it counts from the request
     * @param moment so long after it
     * @param again so long after the next start once more, if at all
     * @param goOn as in {@link Strike}
     */
    record AtMoment(Optional<String> boundary, Duration moment, Optional<Duration> again, boolean goOn) implements Strike {
        @Override
        public String kind() {
            return "at random moments";
        }

        @Override
        public String place() {
            return "anywhere";
        }

        @Override
        public String toString() {
            return moment.toMillis() + " ms past " + boundary.orElse("the request") + again.map(more -> ", and again " + more.toMillis() + " ms after the start").orElse("")
                    + ending(goOn);
        }
    }

    /** Why something is taken back. */
    enum Cause {
        FAILURE("after a failure"),
        CANCEL("after a cancel"),
        RECOVERY("by recovery, after a first kill"),
        REQUEST("of what had ended");

        private final String words;

        Cause(String words) {
            this.words = words;
        }
    }

    /**
     * At a boundary of what takes back.
     *
     * @param cause why it is taken back
     * @param trouble the boundary of the hook where the operation fails, is cancelled, or is killed for the first time
     * @param boundary the boundary of the undo
     * @param goOn as in {@link Strike}
     */
    record InUndo(Cause cause, String trouble, String boundary, boolean goOn) implements Strike {
        @Override
        public String kind() {
            return "in the undo " + cause.words;
        }

        @Override
        public String place() {
            return boundary;
        }

        @Override
        public String toString() {
            return boundary + ", " + cause.words + (cause == Cause.REQUEST ? "" : " " + trouble) + ending(goOn);
        }
    }

    private static String ending(boolean goOn) {
        return goOn ? ", gone on with" : ", taken back";
    }
}
