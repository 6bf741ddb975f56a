package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.live.LiveSettings;

/**
 * A bank with the checkpoints of several runtimes, and beside it a table of what should be there. The runtimes protect, delete, undelete, purge and
 * collect, some stand still for a while and some die at any call to the bank, what they leave is settled, time passes, and the lists are put back to an
 * older state.
 */
final class CheckpointModel implements AutoCloseable {
    private static final int BLOCK = 100_000;
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final List<Resource> VOLUMES = List.of(Sample.ROOT, Sample.DATA);
    private static final Problem GONE = Problem.of(ProblemKind.CONFLICT, "Its writer is gone.");

    private final Path home;
    private final Random random;
    private final Sample.Clock clock = new Sample.Clock();
    private final MemoryBank bank = new MemoryBank(clock);
    private final Optional<Duration> retention;
    private final LiveSettings lively = new LiveSettings(Duration.ofMillis(5), Duration.ofMinutes(5), clock);
    private final LiveSettings stopped = new LiveSettings(Duration.ofHours(1), Duration.ofMinutes(5), clock);
    private final LiveSettings impatient = new LiveSettings(Duration.ofHours(1), Duration.ofMillis(20), clock);
    private final Map<CheckpointId, Expectation> entries = new TreeMap<>(Comparator.comparing(CheckpointId::value));
    private final List<ModelWriter> writers = new ArrayList<>();
    private Map<Key, byte[]> lists = Map.of();
    /** Somebody has died, and nobody has found out yet. */
    private boolean silent;
    private int numbers;
    private int committed;

    /** @param home where all runtimes have their keys */
    CheckpointModel(long seed, Path home) throws RedoubtException {
        this.home = home;
        random = new Random(seed);
        retention = seed % 2 == 0 ? Optional.of(RETENTION) : Optional.empty();
        finish(begin(lively));
    }

    private OperationId operation() {
        return new OperationId("operation-" + numbers++);
    }

    private ModelProcess process(Bank over, LiveSettings live) {
        return new ModelProcess(over, live, home, clock, retention);
    }

    private Expectation expected() {
        Map<Resource, byte[]> content = new LinkedHashMap<>();
        VOLUMES.forEach(volume -> content.put(volume, content()));
        return new Expectation(content, clock.instant().plus(RETENTION));
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

    private ModelWriter begin(LiveSettings live) throws RedoubtException {
        return new ModelWriter(process(bank, live), Sample.id(1 + numbers++), expected(), live == stopped);
    }

    private void finish(ModelWriter writer) throws RedoubtException {
        if (writer.finish()) {
            entries.put(writer.id(), writer.expected());
            committed++;
        } else {
            assertNotEquals(CheckpointStatus.AVAILABLE, status(writer.id()));
        }
    }

    private CheckpointStatus status(CheckpointId id) throws RedoubtException {
        try (ModelProcess fresh = process(bank, lively)) {
            return fresh.store().find(id).map(StoredCheckpoint::status).orElse(CheckpointStatus.PURGED);
        }
    }

    private Optional<CheckpointId> any(Predicate<Expectation> which) {
        List<CheckpointId> some = entries.keySet().stream().filter(id -> which.test(entries.get(id))).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
    }

    private Optional<CheckpointId> any(CheckpointStatus status) {
        return any(entry -> entry.status() == status);
    }

    /** Does one of the things that can be done. */
    void step() throws RedoubtException {
        switch (random.nextInt(19)) {
            case 0, 1 -> writers.add(begin(lively));
            case 2 -> writers.add(begin(stopped));
            case 3, 4, 5 -> finish(anyWriter());
            case 6, 7 -> goOn();
            case 8 -> dying();
            case 9, 10 -> delete();
            case 11 -> undelete();
            case 12, 13 -> purge();
            case 14 -> purgeDying();
            case 15 -> collect();
            case 16 -> lists();
            case 17 -> settle();
            default -> clock.set(clock.instant().plus(Duration.ofDays(random.nextInt(12))));
        }
    }

    /** One that has not ended, and will not be in the list any more. */
    private ModelWriter anyWriter() throws RedoubtException {
        if (writers.isEmpty()) {
            writers.add(begin(lively));
        }
        return writers.remove(random.nextInt(writers.size()));
    }

    private void goOn() throws RedoubtException {
        ModelWriter writer = anyWriter();
        if (writer.goOn()) {
            writers.add(writer);
        } else {
            assertNotEquals(CheckpointStatus.AVAILABLE, status(writer.id()));
        }
    }

    private FaultBank dyingBank() {
        return new FaultBank(bank, FaultRule.on().from(1 + random.nextInt(80)).then(random.nextBoolean() ? Fault.permanent() : Fault.ambiguous()));
    }

    /** What it had done tells only the bank. */
    private void dying() throws RedoubtException {
        silent = true;
        CheckpointId id = Sample.id(1 + numbers++);
        Expectation expected = expected();
        try (ModelProcess dying = process(dyingBank(), lively)) {
            ModelWriter writer = new ModelWriter(dying, id, expected, false);
            writer.commit();
            writer.end();
        } catch (RedoubtException dead) {
            assertNotEquals(ProblemKind.DAMAGED, dead.kind(), dead.getMessage());
        }
        if (status(id) == CheckpointStatus.AVAILABLE) {
            entries.put(id, expected);
        }
    }

    private void delete() throws RedoubtException {
        Optional<CheckpointId> id = any(CheckpointStatus.AVAILABLE);
        if (id.isPresent()) {
            try (ModelProcess runtime = process(bank, lively)) {
                runtime.found(id.get()).delete(Sample.OWNER, operation(), JsonObject.empty());
            }
            entries.get(id.get()).becomes(CheckpointStatus.DELETED);
        }
    }

    private void undelete() throws RedoubtException {
        Optional<CheckpointId> id = any(CheckpointStatus.DELETED);
        if (id.isPresent()) {
            try (ModelProcess runtime = process(bank, lively)) {
                assertEquals(CheckpointStatus.AVAILABLE, runtime.found(id.get()).undelete(Sample.OWNER).status());
            }
            entries.get(id.get()).becomes(CheckpointStatus.AVAILABLE);
        }
    }

    private boolean isRetained(Expectation entry) {
        return retention.isPresent() && clock.instant().isBefore(entry.retained());
    }

    private void purge() throws RedoubtException {
        Optional<CheckpointId> id = any(entry -> true);
        if (id.isEmpty()) {
            return;
        }
        try (ModelProcess runtime = process(bank, lively)) {
            Expectation entry = entries.get(id.get());
            if (isRetained(entry)) {
                assertEquals(ProblemKind.RETAINED, assertThrows(RedoubtException.class, () -> runtime.purge(id.get(), operation())).kind());
                return;
            }
            runtime.purge(id.get(), operation());
            entries.remove(id.get());
        }
    }

    /** It is as it was, or on its way out, or gone. */
    private void purgeDying() throws RedoubtException {
        Optional<CheckpointId> id = any(entry -> !isRetained(entry));
        if (id.isEmpty()) {
            return;
        }
        try (ModelProcess runtime = process(dyingBank(), lively)) {
            runtime.purge(id.get(), operation());
        } catch (RedoubtException dead) {
            assertNotEquals(ProblemKind.RETAINED, dead.kind());
        }
        CheckpointStatus now = status(id.get());
        if (now == CheckpointStatus.PURGED) {
            entries.remove(id.get());
        } else {
            entries.get(id.get()).becomes(now);
        }
    }

    /** Waits for those that live, or takes those that do not answer for dead: not both, as a busy machine makes the living look dead. */
    private void collect() throws RedoubtException {
        boolean allLive = !silent && writers.stream().noneMatch(ModelWriter::stands);
        boolean noneLives = writers.stream().allMatch(ModelWriter::stands);
        if (!allLive && !noneLives) {
            return;
        }
        if (noneLives) {
            writers.forEach(ModelWriter::doubt);
        }
        if (noneLives && random.nextBoolean()) {
            try (ModelProcess dead = process(dyingBank(), impatient)) {
                dead.collect();
            } catch (RedoubtException dies) {
                assertNotEquals(ProblemKind.DAMAGED, dies.kind(), dies.getMessage());
            }
        }
        try (ModelProcess collector = process(bank, noneLives ? impatient : lively)) {
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
        try (ModelProcess runtime = process(bank, lively)) {
            runtime.store().rebuildIndices();
            assertEquals(0, runtime.store().missingEntries());
        }
    }

    /** What those have begun who died is brought to a status that has a way out, and so is what those have who may be taken for dead. */
    private void settle() throws RedoubtException {
        Map<CheckpointId, ModelWriter> alive = writers.stream().collect(Collectors.toMap(ModelWriter::id, writer -> writer));
        try (ModelProcess runtime = process(bank, lively)) {
            for (Unfinished left : runtime.store().unfinished()) {
                Optional<ModelWriter> writer = Optional.ofNullable(alive.get(left.checkpoint()));
                if (writer.isEmpty() || writer.get().stands()) {
                    writer.ifPresent(ModelWriter::doubt);
                    runtime.store().settle(left, Sample.OWNER, GONE, () -> true);
                }
            }
        }
        for (CheckpointId id : List.copyOf(entries.keySet())) {
            Expectation entry = entries.get(id);
            if (!entry.counts()) {
                entry.becomes(status(id));
                assertFalse(entry.counts(), "what was on its way out came back");
            }
        }
        entries.values().removeIf(entry -> entry.status() == CheckpointStatus.PURGED);
    }

    /** What is there is what should be there. */
    void verify() throws Exception {
        try (ModelProcess fresh = process(bank, lively); VaultSession session = fresh.reading()) {
            assertEquals(ids(CheckpointStatus.AVAILABLE), listed(fresh, CheckpointQuery.all().status(CheckpointStatus.AVAILABLE)));
            assertEquals(ids(CheckpointStatus.DELETED), listed(fresh, CheckpointQuery.all().status(CheckpointStatus.DELETED)));
            for (Map.Entry<CheckpointId, Expectation> entry : entries.entrySet()) {
                if (entry.getValue().counts()) {
                    check(fresh.found(entry.getKey()), entry.getValue(), session);
                }
            }
        }
    }

    private Set<String> ids(CheckpointStatus status) {
        return entries.keySet().stream().filter(id -> entries.get(id).status() == status).map(CheckpointId::value).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> listed(ModelProcess runtime, CheckpointQuery query) throws RedoubtException {
        return runtime.store().list(ProjectId.DEFAULT, query).stream().map(found -> found.id().value()).collect(Collectors.toCollection(TreeSet::new));
    }

    private void check(StoredCheckpoint found, Expectation entry, VaultSession session) throws RedoubtException {
        for (Resource volume : VOLUMES) {
            assertEquals(List.of(), found.checkSection(volume, session, CheckDepth.CONTENT, bytes -> { }));
            ResourceSection section = found.section(volume, session);
            try (DataReader reader = section.open("content")) {
                ByteBuffer into = ByteBuffer.allocate((int) reader.size());
                while (into.hasRemaining()) {
                    reader.read(into.position(), into);
                }
                assertArrayEquals(entry.content().get(volume), into.array());
            }
        }
    }

    /**
     * When all is purged and its time is over, nothing is left of any data.
     *
     * @param least how many checkpoints there were to be, or it has shown little
     */
    void end(int least) throws Exception {
        assertTrue(committed >= least, committed + " checkpoints");
        writers.forEach(ModelWriter::end);
        writers.clear();
        try (ModelProcess last = process(bank, impatient)) {
            last.collect();
        }
        verify();
        clock.set(clock.instant().plus(RETENTION).plus(RETENTION));
        try (ModelProcess last = process(bank, impatient)) {
            for (Unfinished left : last.store().unfinished()) {
                last.store().settle(left, Sample.OWNER, GONE, () -> true);
            }
            for (StoredCheckpoint each : last.store().all()) {
                last.purge(each.id(), operation());
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
        writers.forEach(ModelWriter::end);
    }
}
