package org.redoubt.api.journal;

import java.util.Objects;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.OperationId;

/** Something to be recorded of an operation. Arrays are not copied, and not changed by anybody any more. */
public sealed interface JournalChange {
    /** Of which operation. */
    OperationId operation();

    /**
     * An operation begins, or is no longer what it was. It is the first change of every operation.
     *
     * @param operation which
     * @param open whether something of it is still to be done
     * @param document what is recorded of it
     */
    record OperationChanged(OperationId operation, boolean open, JsonObject document) implements JournalChange {
        /** Checks that all is there. */
        public OperationChanged {
            Objects.requireNonNull(operation);
            Objects.requireNonNull(document);
        }
    }

    /**
     * Something large that belongs to an operation.
     *
     * @param operation which
     * @param name what it is
     * @param content the bytes
     */
    record Attached(OperationId operation, String name, byte[] content) implements JournalChange {
        /** Checks that all is there. */
        public Attached {
            Objects.requireNonNull(operation);
            Objects.requireNonNull(name);
            Objects.requireNonNull(content);
        }
    }

    /**
     * An undo step is open.
     *
     * @param operation of which operation
     * @param step its number, unique in the operation
     * @param document what is recorded of it
     */
    record StepOpened(OperationId operation, long step, JsonObject document) implements JournalChange {
        /** Checks that all is there. */
        public StepOpened {
            Objects.requireNonNull(operation);
            Objects.requireNonNull(document);
        }
    }

    /**
     * An undo step is open no more. One that never was is no error.
     *
     * @param operation of which operation
     * @param step its number
     */
    record StepClosed(OperationId operation, long step) implements JournalChange {
        /** Checks that all is there. */
        public StepClosed {
            Objects.requireNonNull(operation);
        }
    }

    /**
     * Hooks have ended. The progress of an operation is cut into segments, so that one with a million resources is not
     * recorded anew for each hook.
     *
     * @param operation of which operation
     * @param segment the number of the segment
     * @param content the whole segment as it is now
     */
    record Progressed(OperationId operation, int segment, byte[] content) implements JournalChange {
        /** Checks that all is there. */
        public Progressed {
            Objects.requireNonNull(operation);
            Objects.requireNonNull(content);
        }
    }

    /**
     * Something is known of a resource.
     *
     * @param operation in which operation
     * @param resource its number in the graph
     * @param document what is recorded of it
     */
    record ResourceChanged(OperationId operation, int resource, JsonObject document) implements JournalChange {
        /** Checks that all is there. */
        public ResourceChanged {
            Objects.requireNonNull(operation);
            Objects.requireNonNull(document);
        }
    }

    /**
     * Nothing of an operation is needed any more.
     *
     * @param operation which
     */
    record Forgotten(OperationId operation) implements JournalChange {
        /** Checks that all is there. */
        public Forgotten {
            Objects.requireNonNull(operation);
        }
    }
}
