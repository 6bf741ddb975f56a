package org.redoubt.crash;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.redoubt.api.json.JsonObject;

/** What is asked for when the runtime is killed, and what has to be true afterwards. */
interface Trial {
    /** The operation. */
    String type();

    /** Makes ready for it, and gives the words that ask for it. */
    List<String> prepare() throws Exception;

    /** The objects of the banks that must stay as they are. */
    default Predicate<String> untouched() {
        return key -> true;
    }

    /** With what the boundaries begin that have a step to be taken back behind them. */
    default List<String> undoable() {
        return List.of();
    }

    /** Whether it is taken back on request when it has ended well. */
    default boolean isTakenBackWhenEnded() {
        return false;
    }

    /**
     * Looks at what recovery has made of it, brings it to its end, looks at that, and takes away what it has made.
     *
     * @param operation what became of it; empty if it never began
     * @param goOn whether to go on with what was interrupted, or to take it back
     * @param story what happened to it, to be told of what is looked at later
     * @return in a few words, what happened
     */
    String examine(Optional<JsonObject> operation, boolean goOn, String story) throws Exception;
}
