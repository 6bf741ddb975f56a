package org.redoubt.vault.scrub;

import java.util.Optional;
import java.util.Set;
import org.redoubt.api.vault.ScrubReport.Finding;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.damage.Lost;
import org.redoubt.vault.pack.PackName;

/**
 * How a pack was found.
 *
 * @param name which one
 * @param there whether it is there
 * @param bytesRead how many bytes were read of it
 * @param finding what is wrong with it, if anything
 * @param lost its chunks that cannot be read, where that was looked at
 */
record PackState(PackName name, boolean there, long bytesRead, Optional<Finding> finding, Set<ChunkId> lost) {

    /** What of it is lost to who needs it: perhaps nothing, although it is damaged. */
    Optional<Lost> damage() {
        return finding.map(any -> Lost.of(lost));
    }

    static PackState gone(PackName name) {
        return new PackState(name, false, 0, Optional.empty(), Set.of());
    }
}
