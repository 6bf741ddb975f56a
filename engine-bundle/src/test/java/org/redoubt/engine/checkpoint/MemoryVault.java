package org.redoubt.engine.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.Changes;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataKind;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.SessionTotals;
import org.redoubt.api.vault.Tally;
import org.redoubt.api.vault.TreeChange;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** A vault that holds streams in memory, and trees as the number of their bytes: enough to see what checkpoints do with it. */
final class MemoryVault implements VaultSession {
    private final Map<DataId, byte[]> streams = new ConcurrentHashMap<>();
    private volatile int flushed = -1;

    /** How many streams were there at the last flush; -1 before the first. */
    int flushed() {
        return flushed;
    }

    /** Loses a stream. */
    void lose(DataId id) {
        streams.remove(id);
    }

    @Override
    public JsonObject receipt() {
        return JsonObject.empty();
    }

    @Override
    public DataWriter create(DataHints hints) {
        return new Writer();
    }

    private final class Writer implements DataWriter {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long given;

        @Override
        public void write(long offset, ByteBuffer from) {
            hole(bytes.size(), offset - bytes.size());
            byte[] chunk = new byte[from.remaining()];
            from.get(chunk);
            bytes.writeBytes(chunk);
            given += chunk.length;
        }

        @Override
        public void hole(long offset, long length) {
            bytes.writeBytes(new byte[Math.toIntExact(length)]);
        }

        @Override
        public void reuse(long offset, long length) throws VaultException {
            throw new VaultException(Problem.of(ProblemKind.INVALID, "Nothing is reused here."));
        }

        @Override
        public DataId commit() {
            DataId id = DataId.of("stream-" + streams.size());
            streams.put(id, bytes.toByteArray());
            return id;
        }

        @Override
        public long bytes() {
            return given;
        }

        @Override
        public void close() {
            bytes.reset();
        }
    }

    @Override
    public DataReader open(DataId id) throws VaultException {
        ByteBuffer stream = ByteBuffer.wrap(bytes(id));
        return new DataReader() {
            @Override
            public long size() {
                return stream.limit();
            }

            @Override
            public int read(long offset, ByteBuffer into) {
                int length = (int) Math.min(into.remaining(), stream.limit() - offset);
                into.put(stream.array(), (int) offset, Math.max(0, length));
                return length <= 0 ? -1 : length;
            }

            @Override
            public Iterable<Extent> extents() {
                return List.of(new Extent(0, stream.limit(), false));
            }

            @Override
            public void close() {
                stream.rewind();
            }
        };
    }

    private byte[] bytes(DataId id) throws VaultException {
        return Optional.ofNullable(streams.get(id))
                .orElseThrow(() -> new VaultException(Problem.of(ProblemKind.DAMAGED, "The stream " + id + " is lost.")));
    }

    @Override
    public TreeWriter createTree(DataHints hints) {
        return new TreeWriter() {
            private final List<TreeEntry> entries = new ArrayList<>();
            private final DataWriter content = new Writer();
            private final List<DataWriter> files = new ArrayList<>();
            private long reused;

            @Override
            public void add(TreeEntry entry) {
                entries.add(entry);
            }

            @Override
            public DataWriter file(TreeEntry entry) {
                add(entry);
                files.add(create(DataHints.none()));
                return files.getLast();
            }

            @Override
            public boolean reuse(TreeEntry entry) {
                reused += entry.size();
                return entries.add(entry);
            }

            @Override
            public Optional<TreeEntry> previous(TreePath path) {
                return Optional.empty();
            }

            @Override
            public DataId commit() throws VaultException {
                return content.commit();
            }

            @Override
            public long bytes() {
                return reused + files.stream().mapToLong(DataWriter::bytes).sum();
            }

            @Override
            public void close() {
                content.close();
            }
        };
    }

    @Override
    public TreeReader openTree(DataId id) throws VaultException {
        throw new VaultException(Problem.of(ProblemKind.UNSUPPORTED, "Trees are not read here."));
    }

    @Override
    public void flush() {
        flushed = streams.size();
    }

    @Override
    public List<Damage> verify(DataId id, CheckDepth depth, LongConsumer progress) {
        byte[] bytes = streams.get(id);
        if (bytes == null) {
            return List.of(new Damage("", 0, 1, "streams/" + id, "It is lost."));
        }
        progress.accept(bytes.length);
        return List.of();
    }

    @Override
    public DataId copy(DataId id, VaultSession target, LongConsumer progress) throws VaultException {
        byte[] bytes = bytes(id);
        try (DataWriter writer = target.create(DataHints.none())) {
            writer.write(0, ByteBuffer.wrap(bytes));
            progress.accept(bytes.length);
            return writer.commit();
        }
    }

    @Override
    public DataKind kind(DataId id) {
        return DataKind.STREAM;
    }

    @Override
    public Changes<TreeChange> compareTrees(DataId before, DataId after) throws VaultException {
        throw new VaultException(Problem.of(ProblemKind.UNSUPPORTED, "Trees are not read here."));
    }

    @Override
    public Changes<Extent> compareStreams(DataId before, DataId after) throws VaultException {
        throw new VaultException(Problem.of(ProblemKind.UNSUPPORTED, "Streams are not compared here."));
    }

    @Override
    public Tally tally() throws VaultException {
        throw new VaultException(Problem.of(ProblemKind.UNSUPPORTED, "Nothing is counted here."));
    }

    @Override
    public SessionTotals totals() {
        return new SessionTotals(0, 0, 0);
    }

    @Override
    public void close() {
        streams.clear();
    }
}
