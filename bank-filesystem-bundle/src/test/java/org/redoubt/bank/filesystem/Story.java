package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.bank.filesystem.disk.Disk;

/** What several processes do on one disk, and what they promise. For one thread at a time. */
final class Story implements AutoCloseable {
    private static final String OTHER_KEY = "redoubt-key-1:9a39b0b70b7c8a67:" + "7".repeat(64);

    final Disk disk;
    private final Path temporary;
    private final Map<String, Installation> processes = new LinkedHashMap<>();
    private final Map<String, Promises.Data> kept = new LinkedHashMap<>();
    private final Map<Key, Promises.Attempt> begun = new LinkedHashMap<>();
    private final Set<String> keys = new TreeSet<>();

    Story(Disk disk, Path temporary) {
        this.disk = disk;
        this.temporary = temporary;
    }

    /** The first so many of bytes that are always the same. */
    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[200_000];
        new Random(seed).nextBytes(bytes);
        return Arrays.copyOf(bytes, length);
    }

    /** A process: the home that it has, and a number if it is not the only one with that. */
    Installation at(String process) {
        return processes.computeIfAbsent(process, fresh -> new Installation(disk, process.split(" ")[0], List.of(), temporary));
    }

    private void say() {
        disk.say(new Promises(Map.copyOf(kept), Map.copyOf(begun), Set.copyOf(keys)));
    }

    private void begin(String checkpoint, int attempt, Promises.Data data, Optional<JsonObject> receipt) {
        begun.put(Installation.decision(checkpoint, attempt), new Promises.Attempt(checkpoint, data, receipt));
        say();
    }

    void protect(String process, String checkpoint, byte[] bytes) throws RedoubtException {
        protect(process, checkpoint, 0, bytes);
    }

    void protect(String process, String checkpoint, int attempt, byte[] bytes) throws RedoubtException {
        try (VaultSession session = at(process).writing(checkpoint, attempt)) {
            Promises.Data data = new Promises.Data(Installation.store(session, bytes), bytes);
            begin(checkpoint, attempt, data, Optional.empty());
            session.flush();
            JsonObject receipt = session.receipt();
            begin(checkpoint, attempt, data, Optional.of(receipt));
            if (at(process).commit(Installation.decision(checkpoint, attempt), receipt)) {
                begun.remove(Installation.decision(checkpoint, attempt));
                kept.put(checkpoint, data);
                say();
            }
        }
    }

    /** Stores everything, and is never heard of again. */
    void die(String process, String checkpoint, byte[] bytes) throws RedoubtException {
        VaultSession session = at(process).writing(checkpoint, 0);
        DataId id = Installation.store(session, bytes);
        session.flush();
        begin(checkpoint, 0, new Promises.Data(id, bytes), Optional.of(session.receipt()));
        processes.remove(process).close();
    }

    void delete(String checkpoint) {
        kept.remove(checkpoint);
        say();
    }

    /** Collects; of two at once one may be told that the other one does it. */
    void collect(String process, CollectOptions options) throws RedoubtException {
        try {
            at(process).vault.collect(at(process).bank, options, new Needs(at(process), kept, begun));
        } catch (VaultException e) {
            if (e.kind() != ProblemKind.CONFLICT) {
                throw e;
            }
        }
    }

    void addKey(String process) throws RedoubtException {
        try (Secret secret = new Secret(OTHER_KEY.toCharArray())) {
            at(process).vault.keys(at(process).bank, List.of()).add(secret);
        }
        keys.add(OTHER_KEY);
        say();
    }

    void rotate(String process) throws RedoubtException {
        try (Secret secret = new Secret(OTHER_KEY.toCharArray())) {
            at(process).vault.keys(at(process).bank, keys.isEmpty() ? List.of() : List.of(secret)).rotate();
        }
    }

    void scrub(String process) throws RedoubtException {
        at(process).vault.scrub(at(process).bank, ScrubOptions.of(CheckDepth.OBJECTS), ScrubProgress.NONE);
    }

    /** What an engine would say: all that is committed is needed, whoever has been told, and one may go on with what is not decided. */
    record Needs(Installation at, Map<String, Promises.Data> kept, Map<Key, Promises.Attempt> begun) implements LiveData {
        @Override
        public void visit(Visitor visitor) throws VaultException {
            for (Map.Entry<String, Promises.Data> checkpoint : Map.copyOf(kept).entrySet()) {
                visitor.data(checkpoint.getKey(), checkpoint.getValue().id());
            }
            for (Map.Entry<Key, Promises.Attempt> attempt : Map.copyOf(begun).entrySet()) {
                Promises.Attempt it = attempt.getValue();
                Optional<Boolean> committed = committed(attempt.getKey());
                if (committed.isEmpty()) {
                    visitor.unfinished(it.checkpoint(), it.data().id());
                } else if (committed.get()) {
                    visitor.data(it.checkpoint(), it.data().id());
                }
            }
        }

        private Optional<Boolean> committed(Key decision) throws VaultException {
            try {
                return at.committed(decision);
            } catch (BankException | IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void fence(String checkpoint, Key decision, Problem reason) throws VaultException {
            try {
                at.fence(decision);
            } catch (BankException e) {
                throw new VaultException(e.problem(), e);
            }
        }
    }

    @Override
    public void close() {
        processes.values().forEach(Installation::close);
    }
}
