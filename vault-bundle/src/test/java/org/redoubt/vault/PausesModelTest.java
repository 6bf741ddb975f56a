package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.RepairOptions;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankCall;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.live.LiveSettings;

/**
 * Random sequences of what processes do with one vault that are stopped at any call to the bank, with one thread or all of them, and go on much later, or never:
 * after they were fenced, after collections, repairs and new keys; at every second seed in a bank whose listings are late and in any order. Whatever happens,
 * every checkpoint that counts can be read, and so can its copies. How many sequences there are is said by the property {@code redoubt.model.seeds}.
 */
class PausesModelTest {
    /** Gives no signs of life, and waits for nobody who gives none: as all who are stopped are. */
    private static final LiveSettings IMPATIENT = new LiveSettings(Duration.ofHours(1), Duration.ofMillis(2), InstantSource.system());
    private static final Set<ProblemKind> STOPPED = Set.of(ProblemKind.DENIED, ProblemKind.CONFLICT, ProblemKind.UNAVAILABLE, ProblemKind.NOT_FOUND);
    private static final int STEPS = 40;
    private static final int MANY_CALLS = 40;
    private static final int BLOCK = 60_000;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("redoubt.model.seeds", 4));
    }

    private interface Work {
        void run(VaultRig rig) throws RedoubtException;
    }

    private static final class Model implements AutoCloseable {
        private final Random random;
        private final Optional<LateListings> late;
        private final VaultRig home;
        private final VaultRig replica;
        private final Ledger ledger;
        private final Ledger copies;
        private final Doubts doubts;
        private final List<Process> paused = new ArrayList<>();
        private int names;

        Model(long seed) throws RedoubtException {
            random = new Random(seed);
            late = seed % 2 == 0 ? Optional.of(new LateListings(seed)) : Optional.empty();
            home = new VaultRig(late.<Bank>map(bank -> bank).orElseGet(MemoryBank::new));
            ledger = new Ledger(home);
            doubts = new Doubts(home, ledger);
            MemoryBank other = new MemoryBank();
            ledger.protect("first", content());
            home.vault.replicate(other, home.bank);
            replica = home.beside(other, IMPATIENT);
            copies = new Ledger(replica);
        }

        /** Does one thing, and is stopped at one of its calls. */
        private final class Process {
            private final CountDownLatch reached = new CountDownLatch(1);
            private final CountDownLatch released = new CountDownLatch(1);
            private final CompletableFuture<Void> done;

            Process(Work work) {
                int call = 1 + random.nextInt(MANY_CALLS);
                // One thread alone is held up, or the whole process with all its threads.
                FaultRule which = random.nextBoolean() ? FaultRule.on().at(call) : FaultRule.on().from(call);
                FaultBank bank = new FaultBank(home.bank, which.then(new Fault() {
                    @Override
                    public void before(BankCall call) throws BankException {
                        reached.countDown();
                        Fault.slow(released).before(call);
                    }
                }));
                done = CompletableFuture.runAsync(() -> {
                    try (VaultRig rig = home.beside(bank, IMPATIENT)) {
                        work.run(rig);
                    } catch (RedoubtException e) {
                        throw new IllegalStateException(e);
                    } finally {
                        reached.countDown();
                    }
                }, task -> Thread.ofPlatform().daemon().start(task));
            }

            boolean isPaused() throws InterruptedException {
                assertTrue(reached.await(2, TimeUnit.MINUTES));
                return released.getCount() > 0;
            }

            /** What was done meanwhile may keep it from ending well, and it says so. */
            void goOn() throws Exception {
                released.countDown();
                try {
                    done.get(2, TimeUnit.MINUTES);
                } catch (ExecutionException e) {
                    if (!(e.getCause().getCause() instanceof RedoubtException said) || !STOPPED.contains(said.kind())) {
                        throw e;
                    }
                }
            }
        }

        private void pause(Work work) throws Exception {
            Process process = new Process(work);
            process.isPaused();
            paused.add(process);
        }

        private void crash(Work work) throws RedoubtException {
            Fault fault = random.nextBoolean() ? Fault.permanent() : Fault.ambiguous();
            int at = 1 + random.nextInt(MANY_CALLS);
            FaultBank bank = new FaultBank(home.bank, FaultRule.on().at(at).then(fault), FaultRule.on().from(at + 1).then(Fault.permanent()));
            try (VaultRig rig = home.beside(bank, IMPATIENT)) {
                work.run(rig);
            } catch (RedoubtException e) {
                if (!STOPPED.contains(e.kind())) {
                    throw e;
                }
            }
        }

        /** Of few blocks, so that most checkpoints share some. */
        private byte[] content() {
            byte[] bytes = new byte[(1 + random.nextInt(3)) * BLOCK];
            for (int at = 0; at < bytes.length; at += BLOCK) {
                System.arraycopy(CollectRig.random(random.nextInt(8), BLOCK), 0, bytes, at, BLOCK);
            }
            return bytes;
        }

        private Work protecting() {
            String checkpoint = "c" + names++;
            byte[] bytes = content();
            return rig -> {
                try (VaultSession session = rig.writing(checkpoint, 0)) {
                    DataId id = VaultRig.put(session, bytes);
                    doubts.begin(checkpoint, new Ledger.Entry(id, bytes));
                    rig.commit(session);
                } finally {
                    doubts.end(checkpoint);
                }
            };
        }

        private void collecting(VaultRig rig) throws RedoubtException {
            rig.vault.collect(rig.bank, CollectOptions.defaults(), doubts);
        }

        private void repairing(VaultRig rig) throws RedoubtException {
            rig.vault.repair(rig.bank, RepairOptions.defaults().from(replica.bank), doubts);
        }

        private Work any() {
            return switch (random.nextInt(8)) {
                case 0, 1, 2 -> this::collecting;
                case 3 -> this::repairing;
                default -> protecting();
            };
        }

        private void copy() throws RedoubtException {
            for (var checkpoint : ledger.complete().entrySet()) {
                String name = checkpoint.getKey() + "-" + names++;
                try (VaultSession source = home.reading(); VaultSession target = replica.writing(name, 0)) {
                    source.copy(checkpoint.getValue().id(), target, n -> { });
                    replica.commit(target);
                    copies.add(name, checkpoint.getValue().id(), checkpoint.getValue().bytes());
                }
            }
        }

        private void scrub() throws RedoubtException {
            assertEquals(List.of(), home.vault.scrub(home.bank, ScrubOptions.of(CheckDepth.CONTENT), ScrubProgress.NONE).findings());
        }

        void step() throws Exception {
            switch (random.nextInt(12)) {
                case 0, 1 -> protecting().run(home);
                case 2 -> ledger.complete().keySet().stream().sorted().skip(random.nextInt(1 + ledger.complete().size())).findFirst().ifPresent(ledger::purge);
                case 3 -> overtaken(this::collecting);
                case 4, 5, 6 -> pause(any());
                case 7, 8 -> goOn();
                case 9 -> crash(any());
                case 10 -> copy();
                default -> {
                    scrub();
                    home.vault.keys(home.bank, List.of()).rotate();
                    home.vault.replicate(replica.bank, home.bank);
                }
            }
        }

        /** One that goes on in the middle of things may be told that it was overtaken, and be done again. */
        private void overtaken(Work work) throws RedoubtException {
            try (VaultRig rig = home.beside(home.bank, IMPATIENT)) {
                try {
                    work.run(rig);
                } catch (RedoubtException overtaken) {
                    assertEquals(ProblemKind.CONFLICT, overtaken.kind(), overtaken::getMessage);
                    work.run(rig);
                }
            }
        }

        private void goOn() throws Exception {
            if (!paused.isEmpty()) {
                paused.remove(random.nextInt(paused.size())).goOn();
            }
        }

        void end() throws Exception {
            while (!paused.isEmpty()) {
                goOn();
            }
            overtaken(this::collecting);
            overtaken(this::collecting);
            scrub();
            doubts.verify();
            copies.verify();
            late.ifPresent(LateListings::catchUp);
            assertEquals(List.of(), home.keys("/tombs"));
        }

        @Override
        public void close() {
            for (Process process : paused) {
                process.released.countDown();
            }
            replica.close();
            home.close();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoeverWasStoppedAndGoesOnHarmsNothing(long seed) throws Exception {
        try (Model model = new Model(seed)) {
            for (int step = 0; step < STEPS; step++) {
                model.step();
                if (step % 8 == 0) {
                    model.doubts.verify();
                }
            }
            model.end();
        }
    }
}
