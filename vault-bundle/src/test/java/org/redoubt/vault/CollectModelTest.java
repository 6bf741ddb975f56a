package org.redoubt.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
 * call to the bank. Whatever happens, every checkpoint that counts can be read, byte by byte.
 */
class CollectModelTest {
    private static final LiveSettings LIVELY = new LiveSettings(Duration.ofMillis(5), Duration.ofMinutes(5), InstantSource.system());
    private static final LiveSettings STOPPED = new LiveSettings(Duration.ofHours(1), Duration.ofMinutes(5), InstantSource.system());
    private static final LiveSettings IMPATIENT = new LiveSettings(Duration.ofHours(1), Duration.ofMillis(20), InstantSource.system());
    private static final int STEPS = 60;

    private static final class Model implements AutoCloseable {
        private final Random random;
        private final VaultRig home;
        private final Ledger ledger;
        private final List<Writer> writers = new ArrayList<>();
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
            private VaultSession session;
            private DataId id;

            Writer(boolean stopped) throws RedoubtException {
                this.stopped = stopped;
                this.rig = home.beside(home.bank, stopped ? STOPPED : LIVELY);
                this.session = rig.writing(checkpoint, 0);
            }

            void store() throws RedoubtException {
                id = VaultRig.put(session, bytes);
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
            switch (random.nextInt(10)) {
                case 0, 1 -> writers.add(new Writer(false));
                case 2 -> writers.add(new Writer(true));
                case 3 -> any().store();
                case 4, 5 -> {
                    Writer writer = any();
                    writers.remove(writer);
                    writer.commit();
                }
                case 6 -> ledger.complete().keySet().stream().skip(random.nextInt(1 + ledger.complete().size())).findFirst().ifPresent(ledger::purge);
                case 7, 8 -> collect();
                default -> crash();
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
            boolean noneLives = writers.stream().allMatch(writer -> writer.stopped);
            if (allLive || noneLives) {
                try (VaultRig collector = home.beside(home.bank, allLive ? LIVELY : IMPATIENT)) {
                    collector.vault.collect(home.bank, CollectOptions.defaults(), ledger);
                }
            }
        }

        private void crash() throws RedoubtException {
            boolean noneLives = writers.stream().allMatch(writer -> writer.stopped);
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

        /** When all are gone, a vault takes as much as one that never held anything else. */
        void end() throws RedoubtException {
            for (Writer writer : writers) {
                writer.end();
            }
            writers.clear();
            try (VaultRig collector = home.beside(home.bank, IMPATIENT)) {
                collector.vault.collect(home.bank, CollectOptions.defaults(), ledger);
            }
            ledger.verify();
        }

        @Override
        public void close() {
            writers.forEach(Writer::end);
            home.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyCheckpointThatCountsCanBeRead(long seed) throws Exception {
        check(seed, new MemoryBank());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
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
