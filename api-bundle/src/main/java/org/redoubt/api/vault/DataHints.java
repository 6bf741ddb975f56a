package org.redoubt.api.vault;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What a writer knows before it writes; all of it is optional. Immutable. */
public final class DataHints {
    private static final DataHints NONE = new DataHints(-1, -1, null);

    private final long size;
    private final int granularity;
    private final DataId previous;

    private DataHints(long size, int granularity, DataId previous) {
        this.size = size;
        this.granularity = granularity;
        this.previous = previous;
    }

    /** Nothing is known. */
    public static DataHints none() {
        return NONE;
    }

    /** These hints, and the size of the stream in bytes. */
    public DataHints size(long bytes) {
        return new DataHints(bytes, granularity, previous);
    }

    /** These hints, and the block size in which changes are known, in bytes. It is advice: a vault that can refer to any bytes needs none. */
    public DataHints granularity(int bytes) {
        return new DataHints(size, bytes, previous);
    }

    /** These hints, and an earlier state of the same data: what {@code reuse} takes from. */
    public DataHints previous(DataId id) {
        return new DataHints(size, granularity, Objects.requireNonNull(id));
    }

    /** The size in bytes. */
    public OptionalLong size() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** The block size in bytes. */
    public OptionalLong granularity() {
        return granularity < 0 ? OptionalLong.empty() : OptionalLong.of(granularity);
    }

    /** The earlier state. */
    public Optional<DataId> previous() {
        return Optional.ofNullable(previous);
    }
}
