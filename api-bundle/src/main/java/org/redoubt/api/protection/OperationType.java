package org.redoubt.api.protection;

import java.util.Locale;

/** The five operations. */
public enum OperationType {
    /** Makes a checkpoint. */
    PROTECT,
    /** Brings the resources of a checkpoint back. */
    RESTORE,
    /** Reads a checkpoint and checks every byte. */
    VERIFY,
    /** Copies a checkpoint to another provider. */
    COPY,
    /** Deletes a checkpoint. */
    DELETE;

    /** The type as it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
