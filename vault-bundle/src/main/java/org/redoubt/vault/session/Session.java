package org.redoubt.vault.session;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.redoubt.api.bank.Key;
import org.redoubt.api.json.JsonObject;
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
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Codecs;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.commit.Verdict;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.index.SessionCatalogue;
import org.redoubt.vault.live.LiveSession;
import org.redoubt.vault.manifest.NodeSource;
import org.redoubt.vault.store.Backing;
import org.redoubt.vault.store.ChunkSink;
import org.redoubt.vault.store.ChunkSource;
import org.redoubt.vault.store.ChunkTally;
import org.redoubt.vault.store.PackProbe;
import org.redoubt.vault.store.PackSurvey;
import org.redoubt.vault.store.Retention;
import org.redoubt.vault.store.Reuse;
import org.redoubt.vault.stream.Content;
import org.redoubt.vault.stream.ContentBuilder;
import org.redoubt.vault.stream.Cutter;
import org.redoubt.vault.stream.Previous;
import org.redoubt.vault.stream.StreamComparison;
import org.redoubt.vault.stream.StreamReader;
import org.redoubt.vault.stream.StreamRoot;
import org.redoubt.vault.stream.StreamWriter;
import org.redoubt.vault.tree.StoredTree;
import org.redoubt.vault.tree.StoredTreeWriter;
import org.redoubt.vault.tree.TreeComparison;
import org.redoubt.vault.tree.TreeRoot;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.work.Shares;
import org.redoubt.vault.work.Workers;

/** A session over the vault of one bank. */
public final class Session implements VaultSession {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    // A bank that hangs must not hold up who closes a session for ever; that it has ended is stored when the bank goes on.
    private static final int LONGEST_END_SECONDS = 30;

    private final Workers workers;
    private final Shares.Share share;
    private final SessionSettings settings;
    private final BankVault vault;
    private final Runnable onClose;
    private final LiveSession live;
    private final boolean writing;
    private final Retention retention;
    private final SessionCatalogue catalogue;
    private final Codecs codecs;
    private final Backing backing;
    private final ChunkSource source;
    private final PackProbe probe;
    private final ChunkSink sink;
    private final NodeSource nodes;
    private final Set<TreeWriter> writers = ConcurrentHashMap.newKeySet();
    private final Semaphore turn = new Semaphore(1, true);
    private volatile boolean committable;
    private volatile boolean closed;

    /**
     * @param workers where the work is done
     * @param share how much memory there is for it; closed with the session
     * @param settings how
     * @param vault the vault
     * @param catalogue what this session can read
     * @param live what others see of it
     * @param writing whether data may be written
     * @param retention how long data stays at least
     * @param onClose called once when the session is closed
     */
    public Session(Workers workers, Shares.Share share, SessionSettings settings, BankVault vault, SessionCatalogue catalogue, LiveSession live,
            boolean writing, Retention retention, Runnable onClose) {
        this.workers = workers;
        this.share = share;
        this.settings = settings;
        this.vault = vault;
        this.live = live;
        this.writing = writing;
        this.retention = retention;
        this.onClose = onClose;
        byte[] idKey = vault.vault().keyring().idKey();
        this.codecs = new Codecs(() -> new RecordCodec(idKey, settings.level()));
        this.backing = new Backing(workers.apart(), share, codecs, catalogue, vault.bank(), vault.vault().place(), vault.vault().keyring());
        this.catalogue = catalogue;
        this.source = new ChunkSource(backing);
        this.probe = new PackProbe(backing);
        this.sink = new ChunkSink(backing, settings.packSize(), retention);
        this.nodes = new NodeSource(source);
    }

    @Override
    public JsonObject receipt() throws VaultException {
        check(true);
        if (sink.dirty()) {
            throw Failures.invalid("What this session has stored is not durable yet: flush it before its commit.");
        }
        retention.extend(backing, this::ground);
        committable = true;
        return Verdict.receipt(catalogue.runs());
    }

    private Set<Key> ground() throws VaultException {
        catalogue.refresh();
        Set<Key> ground = catalogue.ground();
        ground.addAll(vault.ground());
        return ground;
    }

    private void check(boolean toWrite) throws VaultException {
        if (closed) {
            throw Failures.closed("session");
        }
        if (toWrite && !writing) {
            throw Failures.invalid("This session only reads.");
        }
        Workers.checkInterrupt();
    }

    @Override
    public DataWriter create(DataHints hints) throws VaultException {
        check(true);
        Optional<Previous> previous = Optional.empty();
        if (hints.previous().isPresent()) {
            previous = Optional.of(new Previous(nodes, content(hints.previous().get()), new Reuse(source, sink)));
        }
        Optional<Previous> state = previous;
        return new StreamWriter(sink, new Cutter(sink), new ContentBuilder(sink::metadata), () -> state,
                hints.size().orElse(0), new StreamEnding());
    }

    private final class StreamEnding implements StreamWriter.Ending {
        @Override
        public DataId commit(Cutter cutter, ContentBuilder content) throws VaultException {
            cutter.submit();
            return DataIds.STREAM.of(sink.metadata(StreamRoot.encode(content.finish())));
        }

        @Override
        public void closed() {
            // What was stored is named by nobody.
        }
    }

    @Override
    public DataReader open(DataId id) throws VaultException {
        check(false);
        return new StreamReader(source, nodes, content(id));
    }

    Content content(DataId id) throws VaultException {
        ChunkId root = DataIds.STREAM.root(id);
        try {
            return StreamRoot.decode(describe(root, id));
        } catch (FormatException e) {
            throw Failures.damaged("chunk " + root, e.getMessage());
        }
    }

    @Override
    public TreeWriter createTree(DataHints hints) throws VaultException {
        check(true);
        Optional<StoredTree> previous = Optional.empty();
        if (hints.previous().isPresent()) {
            previous = earlier(hints.previous().get());
        }
        StoredTreeWriter writer = new StoredTreeWriter(sink, new Reuse(source, sink), nodes, previous, workers, settings.temporary(),
                DataIds.TREE::of, writers::remove);
        writers.add(writer);
        return writer;
    }

    /** The tree of an earlier checkpoint; what is damaged, or named by no index object any more, saves nobody any work, and keeps nobody from it. */
    private Optional<StoredTree> earlier(DataId id) throws VaultException {
        try {
            return Optional.of(new StoredTree(source, nodes, tree(id)));
        } catch (VaultException e) {
            if (e.kind() == ProblemKind.DAMAGED || e.kind() == ProblemKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public TreeReader openTree(DataId id) throws VaultException {
        check(false);
        return new StoredTree(source, nodes, tree(id));
    }

    TreeRoot tree(DataId id) throws VaultException {
        ChunkId root = DataIds.TREE.root(id);
        try {
            return TreeRoot.decode(describe(root, id));
        } catch (FormatException e) {
            throw Failures.damaged("chunk " + root, e.getMessage());
        }
    }

    private byte[] describe(ChunkId root, DataId id) throws VaultException {
        live.pins().opened(id);
        if (sink.dirty()) {
            // What this session has committed itself can be read only when it stands in the bank.
            flush();
        }
        if (!source.has(root)) {
            source.refresh();
        }
        if (!source.has(root) && vault.catalogue().damagedObject().isEmpty()) {
            throw Failures.notFound("The vault has no such data.", id.toString());
        }
        return source.read(root);
    }

    @Override
    public void flush() throws VaultException {
        check(false);
        sink.flush();
    }

    @Override
    public List<Damage> verify(DataId id, CheckDepth depth, LongConsumer progress) throws VaultException {
        check(false);
        return depth == CheckDepth.CONTENT ? Verification.ofContent(source, progress).run(this, id)
                : Verification.ofPacks(this, source, new PackSurvey(backing, probe), id, depth, progress);
    }

    @Override
    public List<Damage> lost(DataId id) throws VaultException {
        check(false);
        return Verification.ofLists(source).run(this, id);
    }

    @Override
    public DataId copy(DataId id, VaultSession target, LongConsumer progress) throws VaultException {
        check(false);
        if (target instanceof Session session && session.vault.isReplicaOf(vault)) {
            session.check(true);
            describe(DataIds.of(id).root(id), id);
            session.receive(new Copy(backing, source, session.sink, progress), id);
            return id;
        }
        return new ForeignCopy(this, target, progress).run(id);
    }

    /** One copy at a time: what one brings the next one finds. */
    private void receive(Copy copy, DataId id) throws VaultException {
        try {
            turn.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.cancelled();
        }
        try {
            copy.run(id);
        } finally {
            turn.release();
        }
    }

    @Override
    public DataKind kind(DataId id) throws VaultException {
        return DataIds.of(id).kind();
    }

    @Override
    public Changes<TreeChange> compareTrees(DataId before, DataId after) throws VaultException {
        check(false);
        return new TreeComparison(nodes, tree(before), tree(after));
    }

    @Override
    public Changes<Extent> compareStreams(DataId before, DataId after) throws VaultException {
        check(false);
        return new StreamComparison(nodes, content(before), content(after));
    }

    @Override
    public Tally tally() throws VaultException {
        check(false);
        return new DataTally(this, nodes, new ChunkTally(catalogue.view()));
    }

    @Override
    public SessionTotals totals() {
        return new SessionTotals(sink.logicalBytes(), sink.newBytes(), sink.storedBytes());
    }

    /** What is left where this fails is taken for a session that gives no sign of life. */
    private void end() {
        try {
            Workers.await(workers.access(() -> {
                vault.heart().leave(live, committable);
                return null;
            }).orTimeout(LONGEST_END_SECONDS, TimeUnit.SECONDS));
        } catch (VaultException e) {
            LOG.log(Level.DEBUG, "The end of a session could not be stored: {0}", e.problem());
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sink.close();
            Set.copyOf(writers).forEach(TreeWriter::close);
            codecs.close();
            share.close();
            end();
            onClose.run();
        }
    }
}
