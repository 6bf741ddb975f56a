package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.session.SessionSettings;

/**
 * Random sequences of what several runtimes do with the checkpoints of one bank: they protect, delete, undelete, purge and collect, some stand still for a
 * while and some die at any call to the bank, time passes, and the lists are put back to an older state. Beside them stands a table of what should be there.
 * Whatever happens, all that is available or can be undeleted has its content, byte by byte, and nothing else is listed; where a bank retains what it is
 * given, nothing is purged before its time. How many sequences there are is said by the property {@code redoubt.model.seeds}.
 */
class CheckpointModelTest {
    private static final int STEPS = 80;
    private static final int BLOCK = 100_000;
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final List<Resource> VOLUMES = List.of(Sample.ROOT, Sample.DATA);
    private static final Problem GONE = Problem.of(ProblemKind.CONFLICT, "Its writer is gone.");

    @TempDir
    private Path temporary;

    /** What should be there of a checkpoint. */
    private static final class Entry {
        private final Map<Resource, byte[]> content;
        private final Instant retained;
        private CheckpointStatus status = CheckpointStatus.AVAILABLE;

        Entry(Map<Resource, byte[]> content, Instant retained) {
            this.content = content;
            this.retained = retained;
        }

        /** Its content counts. */
        boolean counts() {
            return status == CheckpointStatus.AVAILABLE || status == CheckpointStatus.DELETED;
        }
    }

    private final class Model implements AutoCloseable {
        private final Random random;
        private final Sample.Clock clock = new Sample.Clock();
        private final MemoryBank bank = new MemoryBank(clock);
        private final Optional<Duration> retention;
        private final LiveSettings lively = new LiveSettings(Duration.ofMillis(5), Duration.ofMinutes(5), clock);
        private final LiveSettings stopped = new LiveSettings(Duration.ofHours(1), Duration.ofMinutes(5), clock);
        private final LiveSettings impatient = new LiveSettings(Duration.ofHours(1), Duration.ofMillis(20), clock);
        private final Map<CheckpointId, Entry> entries = new TreeMap<>(Comparator.comparing(CheckpointId::value));
        private final List<Writer> writers = new ArrayList<>();
        private Map<Key, byte[]> lists = Map.of();
        /** Somebody has died, and nobody has found out yet. */
        private boolean silent;
        private int numbers;
        private int committed;

        Model(long seed) throws RedoubtException {
            random = new Random(seed);
            retention = seed % 2 == 0 ? Optional.of(RETENTION) : Optional.empty();
            begin(lively).finish();
        }

        /** What a process has of its own. */
        private final class Runtime implements AutoCloseable {
            private final VaultService vaults;
            private final CheckpointStore store;
            private final Bank over;

            Runtime(Bank over, LiveSettings live) {
                this.over = over;
                vaults = new VaultService(new SessionSettings(1, 1 << 20, temporary), live, KeyHome.in(temporary), 2);
                store = new CheckpointStore(vaults.documents(over), clock, retention);
            }

            VaultSession writing(CheckpointId id) throws RedoubtException {
                AttemptId attempt = AttemptId.first(id);
                SessionOptions options = SessionOptions.writing(Sample.OWNER, id.value(), attempt.session(), attempt.decision());
                return vaults.open(over, retention.map(options::retain).orElse(options));
            }

            void collect() throws RedoubtException {
                vaults.collect(over, CollectOptions.defaults(), store.live(Sample.OWNER, Set.of()));
            }

            StoredCheckpoint found(CheckpointId id) throws RedoubtException {
                return store.find(id).orElseThrow();
            }

            void purge(CheckpointId id) throws RedoubtException {
                found(id).beginDelete(Sample.OWNER, operation()).finish();
            }

            @Override
            public void close() {
                vaults.close();
            }
        }

        private OperationId operation() {
            return new OperationId("operation-" + numbers++);
        }

        /** Somebody who protects, and takes as long as it pleases. */
        private final class Writer {
            private final CheckpointId id = Sample.id(1 + numbers++);
            private final Map<Resource, byte[]> content = new HashMap<>();
            private final boolean stands;
            private final Runtime runtime;
            private final Instant begun = clock.instant();
            private final CheckpointDraft draft;
            private final VaultSession session;
            private final Deque<Resource> left = new ArrayDeque<>(VOLUMES);
            /** Somebody took it for dead. */
            private boolean doubted;

            Writer(Runtime runtime, boolean stands) throws RedoubtException {
                this.runtime = runtime;
                this.stands = stands;
                VOLUMES.forEach(volume -> content.put(volume, content()));
                draft = runtime.store.begin(Sample.start(id));
                session = runtime.writing(id);
            }

            private void write(Resource volume) throws RedoubtException {
                try (DataWriter writer = draft.section(volume, session).create("content", DataHints.none())) {
                    writer.write(0, ByteBuffer.wrap(content.get(volume)));
                    writer.commit();
                }
            }

            /** Writes the next volume; whether nobody has ended it before. */
            boolean goOn() throws RedoubtException {
                try {
                    if (!left.isEmpty()) {
                        write(left.removeFirst());
                    }
                    return true;
                } catch (RedoubtException ended) {
                    checkEnded(ended);
                    end();
                    return false;
                }
            }

            boolean commit() throws RedoubtException {
                while (!left.isEmpty()) {
                    write(left.removeFirst());
                }
                draft.section(Sample.SERVER, session).put("description", JsonObject.empty());
                return draft.commit(session, Result.of(Sample.records(), Optional.empty()));
            }

            /** It counts only if nobody has ended it before. */
            void finish() throws RedoubtException {
                boolean whole = false;
                try {
                    whole = commit();
                    assertTrue(whole || doubted, "it was ended, and it lives");
                } catch (RedoubtException ended) {
                    checkEnded(ended);
                } finally {
                    end();
                }
                if (whole) {
                    entries.put(id, new Entry(content, begun.plus(RETENTION)));
                    committed++;
                }
            }

            private void checkEnded(RedoubtException ended) throws RedoubtException {
                if (!doubted) {
                    throw ended;
                }
                assertNotEquals(CheckpointStatus.AVAILABLE, status(id));
            }

            void end() {
                session.close();
                runtime.close();
            }
        }

        private byte[] content() {
            byte[] bytes = new byte[(1 + random.nextInt(3)) * BLOCK];
            for (int at = 0; at < bytes.length; at += BLOCK) {
                byte[] block = new byte[BLOCK];
                new Random(random.nextInt(8)).nextBytes(block);
                System.arraycopy(block, 0, bytes, at, BLOCK);
            }
            return bytes;
        }

        private Writer begin(LiveSettings live) throws RedoubtException {
            return new Writer(new Runtime(bank, live), live == stopped);
        }

        private CheckpointStatus status(CheckpointId id) throws RedoubtException {
            try (Runtime fresh = new Runtime(bank, lively)) {
                return fresh.store.find(id).map(StoredCheckpoint::status).orElse(CheckpointStatus.PURGED);
            }
        }

        private Optional<CheckpointId> any(Predicate<Entry> which) {
            List<CheckpointId> some = entries.keySet().stream().filter(id -> which.test(entries.get(id))).toList();
            return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
        }

        private Optional<CheckpointId> any(CheckpointStatus status) {
            return any(entry -> entry.status == status);
        }

        void step() throws RedoubtException {
            switch (random.nextInt(18)) {
                case 0, 1 -> writers.add(begin(lively));
                case 2 -> writers.add(begin(stopped));
                case 3, 4, 5 -> anyWriter().finish();
                case 6, 7 -> goOn();
                case 8 -> dying();
                case 9, 10 -> delete();
                case 11 -> undelete();
                case 12, 13 -> purge();
                case 14 -> purgeDying();
                case 15 -> collect();
                case 16 -> lists();
                default -> clock.set(clock.instant().plus(Duration.ofDays(random.nextInt(12))));
            }
        }

        /** One that has not ended, and will not be in the list any more. */
        private Writer anyWriter() throws RedoubtException {
            if (writers.isEmpty()) {
                writers.add(begin(lively));
            }
            return writers.remove(random.nextInt(writers.size()));
        }

        private void goOn() throws RedoubtException {
            Writer writer = anyWriter();
            if (writer.goOn()) {
                writers.add(writer);
            }
        }

        private FaultBank dyingBank() {
            return new FaultBank(bank, FaultRule.on().from(1 + random.nextInt(80)).then(random.nextBoolean() ? Fault.permanent() : Fault.ambiguous()));
        }

        /** What it had done tells only the bank. */
        private void dying() throws RedoubtException {
            silent = true;
            CheckpointId id = Sample.id(1 + numbers);
            Map<Resource, byte[]> content = new HashMap<>();
            Instant begun = clock.instant();
            try (Runtime runtime = new Runtime(dyingBank(), lively)) {
                Writer writer = new Writer(runtime, false);
                content.putAll(writer.content);
                writer.commit();
                writer.session.close();
            } catch (RedoubtException dead) {
                numbers++;
            }
            if (status(id) == CheckpointStatus.AVAILABLE) {
                entries.put(id, new Entry(content, begun.plus(RETENTION)));
            }
        }

        private void delete() throws RedoubtException {
            Optional<CheckpointId> id = any(CheckpointStatus.AVAILABLE);
            if (id.isPresent()) {
                try (Runtime runtime = new Runtime(bank, lively)) {
                    runtime.found(id.get()).delete(Sample.OWNER, operation(), JsonObject.empty());
                }
                entries.get(id.get()).status = CheckpointStatus.DELETED;
            }
        }

        private void undelete() throws RedoubtException {
            Optional<CheckpointId> id = any(CheckpointStatus.DELETED);
            if (id.isPresent()) {
                try (Runtime runtime = new Runtime(bank, lively)) {
                    assertEquals(CheckpointStatus.AVAILABLE, runtime.found(id.get()).undelete(Sample.OWNER).status());
                }
                entries.get(id.get()).status = CheckpointStatus.AVAILABLE;
            }
        }

        private boolean isRetained(Entry entry) {
            return retention.isPresent() && clock.instant().isBefore(entry.retained);
        }

        private void purge() throws RedoubtException {
            Optional<CheckpointId> id = any(entry -> true);
            if (id.isEmpty()) {
                return;
            }
            try (Runtime runtime = new Runtime(bank, lively)) {
                Entry entry = entries.get(id.get());
                if (isRetained(entry)) {
                    assertEquals(ProblemKind.RETAINED, assertThrows(RedoubtException.class, () -> runtime.purge(id.get())).kind());
                    return;
                }
                runtime.purge(id.get());
                entries.remove(id.get());
            }
        }

        /** It is as it was, or on its way out, or gone. */
        private void purgeDying() throws RedoubtException {
            Optional<CheckpointId> id = any(entry -> !isRetained(entry));
            if (id.isEmpty()) {
                return;
            }
            try (Runtime runtime = new Runtime(dyingBank(), lively)) {
                runtime.purge(id.get());
            } catch (RedoubtException dead) {
                assertNotEquals(ProblemKind.RETAINED, dead.kind());
            }
            CheckpointStatus now = status(id.get());
            if (now == CheckpointStatus.PURGED) {
                entries.remove(id.get());
            } else {
                entries.get(id.get()).status = now;
            }
        }

        /** Waits for those that live, or takes those that do not answer for dead: not both, as a busy machine makes the living look dead. */
        private void collect() throws RedoubtException {
            boolean allLive = !silent && writers.stream().noneMatch(writer -> writer.stands);
            boolean noneLives = writers.stream().allMatch(writer -> writer.stands);
            if (!allLive && !noneLives) {
                return;
            }
            writers.forEach(writer -> writer.doubted |= noneLives);
            if (noneLives && random.nextBoolean()) {
                try (Runtime dead = new Runtime(dyingBank(), impatient)) {
                    dead.collect();
                } catch (RedoubtException dies) {
                    assertNotEquals(ProblemKind.DAMAGED, dies.kind(), dies.getMessage());
                }
            }
            try (Runtime collector = new Runtime(bank, noneLives ? impatient : lively)) {
                collector.collect();
            }
            silent &= !noneLives;
        }

        /** The lists are no more than a help: whoever puts them back to an older state, or takes them away, loses nothing. */
        private void lists() throws RedoubtException {
            Map<Key, byte[]> now = new HashMap<>();
            for (ObjectInfo entry : bank.list(Prefix.of("index"), Optional.empty(), 100_000).objects()) {
                try (var in = bank.get(entry.key(), ByteRange.ALL)) {
                    now.put(entry.key(), in.readAllBytes());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            if (random.nextBoolean()) {
                lists = now;
                return;
            }
            for (Key key : now.keySet()) {
                try {
                    bank.delete(key);
                } catch (BankException retained) {
                    assertEquals(ProblemKind.RETAINED, retained.kind());
                }
            }
            for (Map.Entry<Key, byte[]> entry : lists.entrySet()) {
                bank.put(entry.getKey(), Body.of(entry.getValue()));
            }
            if (random.nextBoolean()) {
                collect();
            }
            try (Runtime runtime = new Runtime(bank, lively)) {
                runtime.store.rebuildIndices();
                assertEquals(0, runtime.store.missingEntries());
            }
        }

        void verify() throws Exception {
            try (Runtime fresh = new Runtime(bank, lively); VaultSession session = fresh.vaults.open(bank, SessionOptions.reading())) {
                assertEquals(ids(CheckpointStatus.AVAILABLE), listed(fresh, CheckpointQuery.all().status(CheckpointStatus.AVAILABLE)));
                assertEquals(ids(CheckpointStatus.DELETED), listed(fresh, CheckpointQuery.all().status(CheckpointStatus.DELETED)));
                for (Map.Entry<CheckpointId, Entry> entry : entries.entrySet()) {
                    if (entry.getValue().counts()) {
                        check(fresh.found(entry.getKey()), entry.getValue(), session);
                    }
                }
            }
        }

        private Set<String> ids(CheckpointStatus status) {
            return entries.keySet().stream().filter(id -> entries.get(id).status == status).map(CheckpointId::value).collect(Collectors.toCollection(TreeSet::new));
        }

        private Set<String> listed(Runtime runtime, CheckpointQuery query) throws RedoubtException {
            return runtime.store.list(ProjectId.DEFAULT, query).stream().map(found -> found.id().value()).collect(Collectors.toCollection(TreeSet::new));
        }

        private void check(StoredCheckpoint found, Entry entry, VaultSession session) throws RedoubtException {
            for (Resource volume : VOLUMES) {
                assertEquals(List.of(), found.checkSection(volume, session, CheckDepth.CONTENT, bytes -> { }));
                ResourceSection section = found.section(volume, session);
                try (DataReader reader = section.open("content")) {
                    ByteBuffer into = ByteBuffer.allocate((int) reader.size());
                    while (into.hasRemaining()) {
                        reader.read(into.position(), into);
                    }
                    assertArrayEquals(entry.content.get(volume), into.array());
                }
            }
        }

        /** When all is purged and its time is over, nothing is left of any data. */
        void end() throws Exception {
            assertTrue(committed > STEPS / 20, committed + " checkpoints");
            writers.forEach(Writer::end);
            writers.clear();
            try (Runtime last = new Runtime(bank, impatient)) {
                last.collect();
            }
            verify();
            clock.set(clock.instant().plus(RETENTION).plus(RETENTION));
            try (Runtime last = new Runtime(bank, impatient)) {
                for (Unfinished left : last.store.unfinished()) {
                    last.store.settle(left, Sample.OWNER, GONE, () -> true);
                }
                for (StoredCheckpoint each : last.store.all()) {
                    last.purge(each.id());
                }
                for (int run = 0; run < 3; run++) {
                    last.collect();
                }
            }
            assertEquals(List.of(), bank.list(Prefix.of("vault"), Optional.empty(), 100_000).objects().stream().map(object -> object.key().toString())
                    .filter(key -> key.contains("/packs/d/")).toList());
            assertEquals(List.of(), bank.list(Prefix.of("index"), Optional.empty(), 100_000).objects());
        }

        @Override
        public void close() {
            writers.forEach(Writer::end);
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("redoubt.model.seeds", 4));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatShouldBeThereIsThereAndNothingElse(long seed) throws Exception {
        try (Model model = new Model(seed)) {
            for (int step = 0; step < STEPS; step++) {
                model.step();
                if (step % 5 == 0) {
                    model.verify();
                }
            }
            model.end();
        }
    }
}
