package org.redoubt.testkit.protection;

import java.nio.ByteBuffer;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.VaultException;

/** Writes a stream, strictly as the contract says. */
final class MemoryStreamWriter implements DataWriter {
    private final NavigableMap<Long, byte[]> parts = new TreeMap<>();
    private final DataHints hints;
    private final Optional<MemoryStream> previous;
    private final Function<MemoryStream, DataId> keep;
    private long end;
    private long bytes;
    private boolean ended;

    MemoryStreamWriter(DataHints hints, Optional<MemoryStream> previous, Function<MemoryStream, DataId> keep) {
        this.hints = hints;
        this.previous = previous;
        this.keep = keep;
    }

    @Override
    public void write(long offset, ByteBuffer bytes) throws VaultException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        advance(offset, copy.length);
        if (copy.length > 0) {
            parts.put(offset, copy);
        }
    }

    @Override
    public void hole(long offset, long length) throws VaultException {
        advance(offset, length);
    }

    @Override
    public void reuse(long offset, long length) throws VaultException {
        MemoryStream source = previous.orElseThrow(() -> invalid("There is no previous stream to take a range from."));
        if (offset + length > source.size()) {
            throw invalid("The previous stream has only " + source.size() + " bytes.");
        }
        advance(offset, length);
        parts.putAll(source.within(offset, length));
    }

    private void advance(long offset, long length) throws VaultException {
        if (ended) {
            throw invalid("The stream is ended.");
        }
        if (offset < end || length < 0) {
            throw invalid("A range at " + offset + " comes after one that ends at " + end + "; offsets grow.");
        }
        end = offset + length;
    }

    @Override
    public DataId commit() throws VaultException {
        advance(end, 0);
        ended = true;
        MemoryStream stream = new MemoryStream(Math.max(end, hints.size().orElse(0)), parts);
        bytes = stream.bytes();
        return keep.apply(stream);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        ended = true;
    }

    static VaultException invalid(String message) {
        return new VaultException(Problem.of(ProblemKind.INVALID, message));
    }
}
