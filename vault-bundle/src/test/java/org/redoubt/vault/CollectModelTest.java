package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.live.LiveSettings;

/**
 * Random sequences of all that several processes do with one vault, some of which answer collections, some of which are stopped, and some of which die at any
 * call to the bank: they store streams and trees, read, purge, collect and draw new keys. Whatever happens, every checkpoint that counts can be read, byte by
 * byte, and so can one that somebody has begun to read. How many sequences there are is said by the property {@code redoubt.model.seeds}.
 */
class CollectModelTest {
    private static final LiveSettings LIVELY = new LiveSettings(Duration.ofMillis(5), Duration.ofMinutes(5), InstantSource.system());
    private static final LiveSettings STOPPED = new LiveSettings(Duration.ofHours(1), Duration.ofMinutes(5), InstantSource.system());
    private static final LiveSettings IMPATIENT = new LiveSettings(Duration.ofHours(1), Duration.ofMillis(20), InstantSource.system());
    private static final int STEPS = 60;
    /** So many collections take away whatever was left by who was stopped. */
    private static final int ENOUGH = 3;

    private static final class Model implements AutoCloseable {
        private final Random random;
        private final VaultRig home;
        private final Ledger ledger;
        private final List<Writer> writers = new ArrayList<>();
        private final List<Reader> readers = new ArrayList<>();
        private int names;

        Model(long seed, Bank bank) throws RedoubtException {
            random = new Random(seed);
            home = new VaultRig(bank);
            ledger = new Ledger(home);
            ledger.protect("first", content());
        }

        private final class Writer {
            private final VaultRig rig;
            private final String checkpoint = "c" + names++;
            private final byte[] bytes = content();
            private final boolean stopped;
            private final boolean tree = random.nextInt(3) == 0;
            private final VaultSession session;
            private DataId id;

            Writer(boolean stopped) throws RedoubtException {
                this.stopped = stopped;
                this.rig = home.beside(home.bank, stopped ? STOPPED : LIVELY);
                this.session = rig.writing(checkpoint, 0);
            }

            void store() throws RedoubtException {
                id = tree ? VaultRig.putTree(session, bytes) : VaultRig.put(session, bytes);
                session.flush();
            }

            /** Counts only if it was not fenced before. */
            void commit() throws RedoubtException {
                if (id == null) {
                    store();
                }
                rig.commit(session);
                try (InputStream in = rig.vault.documents(rig.bank).get(Key.of("commits/" + checkpoint + "/0"), ByteRange.ALL)) {
                    if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("committed")) {
                        ledger.add(checkpoint, id, bytes);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                end();
            }

            void end() {
                session.close();
                rig.close();
            }
        }

        /** Has begun to read something, and ends it much later, whatever became of it meanwhile. */
        private final class Reader {
            private final VaultRig rig = home.beside(home.bank, LIVELY);
            private final VaultSession session;
            private final Ledger.Entry entry;

            Reader(Ledger.Entry entry) throws RedoubtException {
                this.entry = entry;
                this.session = rig.reading();
                assertEquals(List.of(), session.verify(entry.id(), n -> { }));
            }

            void finish() throws RedoubtException {
                assertArrayEquals(entry.bytes(), VaultRig.readAll(session, entry.id()));
                end();
            }

            void end() {
                session.close();
                rig.close();
            }
        }

        /** Of few blocks, so that most checkpoints share some. */
        private byte[] content() {
            byte[] bytes = new byte[(1 + random.nextInt(3)) * 400_000];
            for (int at = 0; at < bytes.length; at += 400_000) {
                byte[] block = new byte[400_000];
                new Random(random.nextInt(8)).nextBytes(block);
                System.arraycopy(block, 0, bytes, at, block.length);
            }
            return bytes;
        }

        void step() throws RedoubtException {
            switch (random.nextInt(13)) {
                case 0, 1 -> writers.add(new Writer(false));
                case 2 -> writers.add(new Writer(readers.isEmpty()));
                case 3 -> any().store();
                case 4, 5 -> {
                    Writer writer = any();
                    writers.remove(writer);
                    writer.commit();
                }
                case 6 -> anyComplete().ifPresent(ledger::purge);
                case 7, 8 -> collect();
                case 9 -> read();
                case 10 -> finishReading();
                case 11 -> home.vault.keys(home.bank, List.of()).rotate();
                default -> crash();
            }
        }

        private Optional<String> anyComplete() {
            return ledger.complete().keySet().stream().sorted().skip(random.nextInt(1 + ledger.complete().size())).findFirst();
        }

        private void read() throws RedoubtException {
            Optional<String> checkpoint = anyComplete();
            if (checkpoint.isPresent() && writers.stream().noneMatch(writer -> writer.stopped)) {
                readers.add(new Reader(ledger.complete().get(checkpoint.get())));
            }
        }

        private void finishReading() throws RedoubtException {
            if (!readers.isEmpty()) {
                readers.remove(random.nextInt(readers.size())).finish();
            }
        }

        private Writer any() throws RedoubtException {
            if (writers.isEmpty()) {
                writers.add(new Writer(false));
            }
            return writers.get(random.nextInt(writers.size()));
        }

        /** Waits for those that live, or takes those that do not answer for dead: not both, as a busy machine makes the living look dead. */
        private void collect() throws RedoubtException {
            boolean allLive = writers.stream().noneMatch(writer -> writer.stopped);
            boolean noneLives = noneLives();
            if (allLive || noneLives) {
                try (VaultRig collector = home.beside(home.bank, allLive ? LIVELY : IMPATIENT)) {
                    collector.vault.collect(home.bank, CollectOptions.defaults(), ledger);
                }
            }
        }

        private boolean noneLives() {
            return readers.isEmpty() && writers.stream().allMatch(writer -> writer.stopped);
        }

        private void crash() throws RedoubtException {
            boolean noneLives = noneLives();
            if (!noneLives) {
                return;
            }
            FaultBank bank = new FaultBank(home.bank, FaultRule.on().from(1 + random.nextInt(60)).then(random.nextBoolean() ? Fault.permanent() : Fault.ambiguous()));
            try (VaultRig collector = home.beside(bank, IMPATIENT)) {
                collector.vault.collect(bank, CollectOptions.defaults(), ledger);
            } catch (VaultException e) {
                if (e.kind() != ProblemKind.DENIED && e.kind() != ProblemKind.UNAVAILABLE) {
                    throw e;
                }
            }
        }

        /** When all are gone, a vault takes as much as one that never held anything else, or a tenth more at the most. */
        void end() throws RedoubtException {
            while (!readers.isEmpty()) {
                finishReading();
            }
            for (Writer writer : writers) {
                writer.end();
            }
            writers.clear();
            ledger.protect("last", content());
            for (int run = 0; run < ENOUGH; run++) {
                try (VaultRig collector = home.beside(home.bank, IMPATIENT)) {
                    collector.vault.collect(home.bank, CollectOptions.defaults(), ledger);
                }
            }
            ledger.verify();
            if (home.bank instanceof LateListings late) {
                late.catchUp();
            }
            long fresh = ledger.fresh();
            assertTrue(home.bytes() <= fresh * 1.1, home.bytes() + " bytes, and not " + fresh);
        }

        @Override
        public void close() {
            readers.forEach(Reader::end);
            writers.forEach(Writer::end);
            home.close();
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("redoubt.model.seeds", 4));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyCheckpointThatCountsCanBeRead(long seed) throws Exception {
        check(seed, new MemoryBank());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void alsoInABankWhoseListingsAreLateAndInAnyOrder(long seed) throws Exception {
        check(seed, new LateListings(seed));
    }

    private static void check(long seed, Bank bank) throws Exception {
        try (Model model = new Model(seed, bank)) {
            for (int step = 0; step < STEPS; step++) {
                model.step();
                if (step % 5 == 0) {
                    model.ledger.verify();
                }
            }
            model.end();
        }
    }
}
