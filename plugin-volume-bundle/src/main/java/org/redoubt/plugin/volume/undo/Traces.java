package org.redoubt.plugin.volume.undo;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.protection.Memo;

/**
 * What a restore leaves in its memo for undo: which file it made, and when that was finished, both as the file system says.
 *
 * @param inode the number of the file
 * @param finished when its status last changed
 */
public record Traces(long inode, Instant finished) {
    /** The key of the name that what was restored has got. */
    public static final String NAME = "restored.name";

    private static final String INODE = "restored.inode";
    private static final String FINISHED = "restored.finished";

    /** Leaves the traces of a file that is finished. */
    public static void leave(Memo memo, FileStatus status) {
        memo.put(INODE, Long.toString(status.inode()));
        memo.put(FINISHED, status.changed().toString());
    }

    /** The traces in a memo; empty if the restore never got that far. */
    public static Optional<Traces> of(Map<String, String> memo) {
        try {
            return memo.containsKey(INODE) && memo.containsKey(FINISHED)
                    ? Optional.of(new Traces(Long.parseLong(memo.get(INODE)), Instant.parse(memo.get(FINISHED))))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
