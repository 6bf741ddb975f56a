package org.redoubt.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataKind;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.session.SessionSettings;

/** A vault over a bank in memory, and the short words that tests use. */
final class VaultRig implements AutoCloseable {
    static final int PACK = 1 << 20;
    private static final String FILE = "large";

    final Bank bank;
    final VaultService vault;
    private final Path home;
    private final boolean own;
    private final Map<VaultSession, Key> decisions = Collections.synchronizedMap(new IdentityHashMap<>());

    VaultRig() {
        this(new MemoryBank());
    }

    VaultRig(Bank bank) {
        this(bank, temporary(), true);
    }

    private VaultRig(Bank bank, Path home, boolean own) {
        this(bank, home, own, LiveSettings.DEFAULT);
    }

    private VaultRig(Bank bank, Path home, boolean own, LiveSettings live) {
        this.bank = bank;
        this.home = home;
        this.own = own;
        this.vault = new VaultService(new SessionSettings(3, PACK, home), live, KeyHome.in(home), 2);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("redoubt-vault-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another vault service with the keys of the same home, over a bank. */
    VaultRig beside(Bank other) {
        return new VaultRig(other, home, false);
    }

    /** As another process, that watches and is watched in another way. */
    VaultRig beside(Bank other, LiveSettings live) {
        return new VaultRig(other, home, false, live);
    }

    Path home() {
        return home;
    }

    /** A session of the first attempt at a checkpoint of its own. */
    VaultSession writing() throws VaultException {
        return writing(UUID.randomUUID().toString(), 0);
    }

    VaultSession writing(String checkpoint, int attempt) throws VaultException {
        return writing(checkpoint, attempt, options -> options);
    }

    /** A session with other options. */
    VaultSession writing(String checkpoint, int attempt, UnaryOperator<SessionOptions> more) throws VaultException {
        Key decision = Key.of("commits/" + checkpoint + "/" + attempt);
        VaultSession session = vault.open(bank, more.apply(SessionOptions.writing(new Owner("00000000-0000-0000-0000-000000000001", 1), checkpoint,
                checkpoint + "." + attempt, decision)));
        decisions.put(session, decision);
        return session;
    }

    /** Makes all durable that a session has stored, and decides that it counts. */
    void commit(VaultSession session) throws RedoubtException {
        session.flush();
        decide(session, "{\"outcome\":\"committed\",\"vault\":" + session.receipt() + "}");
    }

    /** Decides that a session does not count. */
    void fence(VaultSession session) throws RedoubtException {
        decide(session, "{\"outcome\":\"fenced\"}");
    }

    private void decide(VaultSession session, String line) throws BankException {
        vault.documents(bank).putIfAbsent(decisions.get(session), Body.of("{\"formatVersion\":1}\n" + line + "\n"));
    }

    VaultSession reading() throws VaultException {
        return vault.open(bank, SessionOptions.reading());
    }

    /** Stores bytes as one stream, durably. */
    DataId store(byte[] bytes) throws RedoubtException {
        try (VaultSession session = writing()) {
            DataId id = put(session, bytes);
            commit(session);
            return id;
        }
    }

    static DataId put(VaultSession session, byte[] bytes) throws VaultException {
        try (DataWriter writer = session.create(DataHints.none())) {
            writer.write(0, ByteBuffer.wrap(bytes));
            return writer.commit();
        }
    }

    /** Stores bytes as a file of a tree, among others. */
    static DataId putTree(VaultSession session, byte[] bytes) throws VaultException {
        try (TreeWriter tree = session.createTree(DataHints.none())) {
            for (int i = 0; i < 20; i++) {
                TreeTest.write(tree, TreeTest.file("folder/" + i, i), new byte[] {(byte) i, bytes[i]});
            }
            TreeTest.write(tree, TreeTest.file(FILE, 1), bytes);
            return tree.commit();
        }
    }

    static byte[] read(DataReader reader, long offset, int length) throws VaultException {
        ByteBuffer into = ByteBuffer.allocate(length);
        while (into.hasRemaining()) {
            if (reader.read(offset + into.position(), into) < 0) {
                throw new AssertionError("the stream ends before " + (offset + length));
            }
        }
        return into.array();
    }

    /** The bytes of a stream, or of the file of a tree. */
    static byte[] readAll(VaultSession session, DataId id) throws VaultException {
        if (session.kind(id) == DataKind.TREE) {
            try (TreeReader tree = session.openTree(id); DataReader reader = tree.open(TreePath.of(FILE))) {
                return read(reader, 0, (int) reader.size());
            }
        }
        try (DataReader reader = session.open(id)) {
            return read(reader, 0, (int) reader.size());
        }
    }

    /** The keys of all objects whose key contains a text. */
    List<Key> keys(String part) throws BankException {
        List<Key> keys = new ArrayList<>();
        for (ObjectInfo object : bank.list(Prefix.ALL, Optional.empty(), 1_000_000).objects()) {
            if (object.key().toString().contains(part)) {
                keys.add(object.key());
            }
        }
        return keys;
    }

    long bytes() throws BankException {
        return bank.list(Prefix.ALL, Optional.empty(), 1_000_000).objects().stream().mapToLong(ObjectInfo::length).sum();
    }

    byte[] object(Key key) throws Exception {
        try (var in = bank.get(key, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    /** A bank with the same objects, under a name of its own or under that of this one. */
    MemoryBank copy(String bankId) throws Exception {
        MemoryBank copy = new MemoryBank(bankId, InstantSource.system());
        for (Key key : keys("")) {
            copy.put(key, Body.of(object(key)));
        }
        return copy;
    }

    /** A bank with the same objects in place of this one, for whoever has seen that. */
    MemoryBank copy() throws Exception {
        return copy(bank.id());
    }

    void replace(Key key, byte[] bytes) throws BankException {
        bank.put(key, Body.of(bytes));
    }

    @Override
    public void close() {
        vault.close();
        if (own) {
            try (Stream<Path> all = Files.walk(home)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
