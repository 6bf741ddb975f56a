package org.redoubt.vault.scrub;

import java.util.List;
import java.util.Optional;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.seal.Salt;

/**
 * A pack to be looked at.
 *
 * @param name its name
 * @param size how long it should be
 * @param contents what should be in it; empty where nobody can tell
 */
record PackWork(PackName name, long size, Optional<Contents> contents) {

    /**
     * What the index says of a pack.
     *
     * @param salt what its keys come from
     * @param entries its chunks
     */
    record Contents(Salt salt, List<Run.Entry> entries) {
    }
}
