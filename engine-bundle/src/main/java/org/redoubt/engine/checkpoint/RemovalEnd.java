package org.redoubt.engine.checkpoint;

import java.util.Locale;
import org.redoubt.api.bank.BankException;

/** What became of a deletion: whoever says it first decides. */
enum RemovalEnd {
    /** The checkpoint is as it was before. */
    UNDONE,
    /** The checkpoint goes for good. */
    PURGED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RemovalEnd read(Fields fields) throws BankException {
        return fields.word("end", values(), RemovalEnd::word).orElseThrow(() -> fields.senseless("end"));
    }
}
