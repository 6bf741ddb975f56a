package org.redoubt.engine.checkpoint;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;

/**
 * The place of a checkpoint among others: by time, then by id. As banks list in ascending order only, the name of an index entry
 * holds the complement of both, so that the newest come first.
 *
 * @param millis when its making began, in milliseconds since 1970
 * @param id its id
 */
record Position(long millis, CheckpointId id) implements Comparable<Position> {
    private static final long LATEST = (1L << 48) - 1;
    private static final int TIME_DIGITS = 12;
    private static final Comparator<Position> ORDER = Comparator.comparingLong(Position::millis).thenComparing(Position::id);

    static Position of(CheckpointId id, Identity identity) {
        return new Position(identity.createdAt().toEpochMilli(), id);
    }

    Instant createdAt() {
        return Instant.ofEpochMilli(millis);
    }

    Key key(Prefix index) {
        return index.key(time(millis) + "." + complement(id.value()));
    }

    /** A key that sorts after the entries of all later milliseconds, and before all others. */
    static Key bound(Prefix index, long millis) {
        return index.key(time(millis));
    }

    private static String time(long millis) {
        return String.format("%012x", LATEST - Math.clamp(millis, 0, LATEST));
    }

    /** The position that a key stands for; empty if it is no entry of an index. */
    static Optional<Position> parse(Key key) {
        String name = key.name();
        try {
            CheckpointId id = new CheckpointId(complement(name.substring(TIME_DIGITS + 1)));
            Position position = new Position(LATEST - Long.parseLong(name, 0, TIME_DIGITS, 16), id);
            return name.charAt(TIME_DIGITS) == '.' ? Optional.of(position) : Optional.empty();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String complement(String uuid) {
        StringBuilder text = new StringBuilder(uuid.length());
        uuid.chars().forEach(c -> {
            int digit = Character.digit(c, 16);
            text.append(digit < 0 ? (char) c : Character.forDigit(15 - digit, 16));
        });
        return text.toString();
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
