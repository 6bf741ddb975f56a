package org.redoubt.plugin.volume.undo;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.os.FileStatus;

/**
 * Which file something was: its number, and when it was born, where the file system keeps that, as numbers are given again. Not its device, whose number may be
 * another one after a start of the host.
 *
 * @param inode the number of the file
 * @param born when it was made
 */
record Identity(long inode, Optional<Instant> born) {
    private static final String MARK = "@";

    static Identity of(FileStatus status) {
        return new Identity(status.inode(), status.created());
    }

    /** Whether a file is this one, as far as can be told. */
    boolean is(FileStatus status) {
        return inode == status.inode() && (born.isEmpty() || status.created().isEmpty() || born.equals(status.created()));
    }

    /** As the argument of a step. */
    String text() {
        return inode + born.map(time -> MARK + time).orElse("");
    }

    /** What {@link #text} said; empty if nobody knows. */
    static Optional<Identity> parse(String text) {
        String[] parts = text.split(MARK, 2);
        try {
            return Optional.of(new Identity(Long.parseLong(parts[0]), parts.length == 2 ? Optional.of(Instant.parse(parts[1])) : Optional.empty()));
        } catch (NumberFormatException | DateTimeException unknown) {
            return Optional.empty();
        }
    }
}
