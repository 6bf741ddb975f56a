package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Page;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CollectOptions;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.config.ConfigStore;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.key.Keyring;

/** Copies between banks with the same vault: whole packs where most of them is wanted, else their records. */
class ReplicaTest {
    private final MemoryBank store = new MemoryBank();
    private final PackReads counted = new PackReads(store, "/packs/d/");
    private final VaultRig here = new VaultRig(counted);
    private final MemoryBank other = new MemoryBank();
    private final VaultRig there = here.beside(other, CollectRig.IMPATIENT);
    private final byte[] bytes = CollectRig.random(1, 5 * VaultRig.PACK / 2);

    @AfterEach
    void close() {
        there.close();
        here.close();
    }

    private void replicate() throws Exception {
        here.vault.replicate(other, here.bank);
    }

    private void copy(DataId id, VaultRig to, String checkpoint, int attempt) throws Exception {
        try (VaultSession source = here.reading(); VaultSession target = to.writing(checkpoint, attempt)) {
            assertEquals(id, source.copy(id, target, n -> { }));
            to.commit(target);
        }
    }

    private static List<String> hashes(List<Key> packs) {
        return packs.stream().map(key -> key.name().substring(0, 64)).sorted().toList();
    }

    private void assertIsThere(DataId id, byte[] content) throws Exception {
        try (VaultRig fresh = here.beside(other); VaultSession session = fresh.reading()) {
            assertEquals(List.of(), session.verify(id, n -> { }));
            assertArrayEquals(content, VaultRig.readAll(session, id));
        }
    }

    @Test
    void givenPacksThatAreWanted_thenTheyMoveAsTheyAreAndNothingInThemIsOpened() throws Exception {
        DataId id = here.store(bytes);
        replicate();
        counted.forget();
        copy(id, there, "copy", 0);
        List<Key> packs = here.keys("/packs/d/");
        assertEquals(packs.stream().map(Key::toString).sorted().toList(), counted.reads().stream().sorted().toList(), "each is read once, to be put");
        assertEquals(hashes(packs), hashes(there.keys("/packs/d/")));
        assertIsThere(id, bytes);
        assertFalse(here.keys("/packs/").stream().anyMatch(there.keys("/packs/")::contains), "no key is used twice");
    }

    @Test
    void givenACopy_thenItIsDeletedAndCollectedAsAnyCheckpoint() throws Exception {
        DataId id = here.store(bytes);
        replicate();
        copy(id, there, "copy", 0);
        Ledger ledger = new Ledger(there);
        ledger.protect("other", CollectRig.random(2, 100_000));
        ledger.add("copy", id, bytes);
        there.vault.collect(other, CollectOptions.defaults(), ledger);
        ledger.verify();
        ledger.purge("copy");
        there.vault.collect(other, CollectOptions.defaults(), ledger);
        ledger.verify();
        assertTrue(there.bytes() < 150_000, there.bytes() + " bytes are left");
    }

    @Test
    void givenALittleOfAPackThatIsWanted_thenOnlyThatIsSealedAnew() throws Exception {
        byte[] wanted = Arrays.copyOf(bytes, 400_000);
        DataId id;
        try (VaultSession session = here.writing()) {
            VaultRig.put(session, CollectRig.random(2, 400_000));
            id = VaultRig.put(session, wanted);
            here.commit(session);
        }
        replicate();
        copy(id, there, "copy", 0);
        assertIsThere(id, wanted);
        assertTrue(there.bytes() < 500_000, there.bytes() + " bytes were stored");
        assertFalse(hashes(here.keys("/packs/d/")).equals(hashes(there.keys("/packs/d/"))));
    }

    @Test
    void givenWhatIsThereAlready_thenItIsNotReadAgain() throws Exception {
        replicate(here.store(bytes));
        byte[] more = Arrays.copyOf(bytes, bytes.length + VaultRig.PACK);
        System.arraycopy(CollectRig.random(3, VaultRig.PACK), 0, more, bytes.length, VaultRig.PACK);
        DataId id = here.store(more);
        long before = there.bytes();
        copy(id, there, "next", 0);
        assertIsThere(id, more);
        assertTrue(there.bytes() - before < 2 * VaultRig.PACK, there.bytes() - before + " bytes were stored");
    }

    private void replicate(DataId id) throws Exception {
        replicate();
        copy(id, there, "first", 0);
    }

    @Test
    void givenABankWithoutAVault_thenItsOriginalIsMadeAndBothHaveTheSame() throws Exception {
        assertEquals(Optional.empty(), here.vault.id(other));
        replicate();
        assertEquals(here.vault.id(here.bank).orElseThrow(), here.vault.id(other).orElseThrow());
        List<Key> before = there.keys("");
        replicate();
        assertEquals(before, there.keys(""));
    }

    @Test
    void givenABankWithAnotherVault_thenItStaysAsItIs() throws Exception {
        there.store(bytes);
        List<Key> before = there.keys("");
        VaultException refused = assertThrows(VaultException.class, this::replicate);
        assertEquals(ProblemKind.CONFLICT, refused.kind());
        assertEquals(before, there.keys(""));
    }

    @Test
    void givenKeysThatWereRotated_thenTheOtherBankGetsThemAndPacksMoveAsTheyAre() throws Exception {
        here.store(new byte[] {1});
        replicate();
        here.vault.keys(here.bank, List.of()).rotate();
        replicate();
        assertEquals(here.keys("/keys/"), there.keys("/keys/"));
        try (VaultRig rotated = here.beside(here.bank)) {
            DataId id = rotated.store(bytes);
            copy(id, there, "copy", 0);
            assertTrue(hashes(here.keys("/packs/d/")).containsAll(hashes(there.keys("/packs/d/"))));
            assertIsThere(id, bytes);
        }
    }

    /** Once a key that is at hand has arrived, nothing but what is still to be replaced tells that the others are missing. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenNewKeysOfWhichTheFirstHasArrived_thenTheNextCopyBringsTheOthers(boolean ownFirst) throws Exception {
        here.store(new byte[] {1});
        String own = here.keys("/keys/").getFirst().name();
        try (Secret key = new Secret(key(own.substring(own.indexOf('-') + 1), ownFirst).toCharArray())) {
            here.vault.keys(here.bank, List.of()).add(key);
            replicate();
            here.vault.keys(here.bank, List.of(key)).rotate();
        }
        assertEquals(2, here.keys("/keys/").size());
        for (int call = 2; call > 0; call--) {
            FaultBank dying = new FaultBank(other, FaultRule.on(BankMethod.PUT).key(key -> key.contains("/keys/")).at(call).then(Fault.permanent()));
            assertThrows(VaultException.class, () -> here.vault.replicate(dying, here.bank));
        }
        replicate();
        assertEquals(here.keys("/keys/"), there.keys("/keys/"));
    }

    /** None of the old keys is replaced then, and the old one stays: only that it is there tells that a copy may have been cut off. */
    @Test
    void givenAllKeysWereExchangedAndOnlyTheFirstNewOneHasArrived_thenTheNextCopyBringsTheOthers() throws Exception {
        here.store(new byte[] {1});
        replicate();
        String old = here.keys("/keys/").getFirst().name().substring(9);
        String words = "correct horse battery staple";
        try (Secret passphrase = new Secret(words.toCharArray()); Secret other = new Secret(key(old, true).toCharArray())) {
            String first = here.vault.keys(here.bank, List.of()).add(passphrase).id();
            here.vault.keys(here.bank, List.of()).add(other);
            Path file = Files.writeString(here.home().resolve("etc/keys/vault.passphrase"), words);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            here.vault.keys(here.bank, List.of(other)).remove(old);
            here.vault.keys(here.bank, List.of(other)).rotate();
            Key arrived = here.keys("/keys/").stream().filter(key -> key.name().endsWith(first)).findFirst().orElseThrow();
            there.replace(arrived, here.object(arrived));
        }
        replicate();
        assertEquals(2, here.keys("/keys/").size());
        assertTrue(there.keys("/keys/").containsAll(here.keys("/keys/")), there.keys("/keys/").toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givenADamagedKeyBesideAWholeOne_thenKeysAreBroughtAllTheSameAndDamageInTheReplicaIsMended(boolean inTheReplica) throws Exception {
        here.store(new byte[] {1});
        String own = here.keys("/keys/").getFirst().name().substring(9);
        try (Secret key = new Secret(key(own, true).toCharArray())) {
            here.vault.keys(here.bank, List.of()).add(key);
        }
        if (inTheReplica) {
            replicate();
        }
        VaultRig rig = inTheReplica ? there : here;
        Key victim = rig.keys("/keys/").stream().filter(key -> !key.name().endsWith(own)).findFirst().orElseThrow();
        byte[] bad = rig.object(victim);
        bad[bad.length / 2] ^= 1;
        rig.replace(victim, bad);
        replicate();
        if (inTheReplica) {
            assertArrayEquals(here.object(victim), there.object(victim));
        } else {
            assertEquals(List.of(own), there.keys("/keys/").stream().map(key -> key.name().substring(9)).toList());
            copy(here.store(bytes), there, "copy", 0);
        }
    }

    /** A key file with an id that sorts behind or before another one. */
    private static String key(String id, boolean behind) throws Exception {
        for (int i = 0; ; i++) {
            byte[] key = CollectRig.random(i, 32);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("redoubt key id".getBytes(StandardCharsets.US_ASCII));
            String mine = HexFormat.of().formatHex(digest.digest(key), 0, 8);
            if (mine.compareTo(id) > 0 == behind) {
                return "redoubt-key-1:" + mine + ":" + HexFormat.of().formatHex(key);
            }
        }
    }

    @Test
    void givenTwoCopiesThatBringNewKeysAtOnce_thenTheKeysAreThere() throws Exception {
        replicate();
        here.vault.keys(here.bank, List.of()).rotate();
        AtomicInteger looks = new AtomicInteger();
        here.vault.replicate(new ForwardingBank() {
            @Override
            protected Bank bank() {
                return other;
            }

            @Override
            public BankTraits traits() {
                return other.traits();
            }

            @Override
            public Page list(Prefix prefix, Optional<Key> after, int limit) throws BankException {
                // When this one has opened the vault with the old keys, the other one brings the new ones.
                if (prefix.toString().contains("/keys") && looks.incrementAndGet() == 2) {
                    assertDoesNotThrow(() -> {
                        replicate();
                    });
                }
                return other.list(prefix, after, limit);
            }
        }, here.bank);
        assertTrue(looks.get() >= 2);
        assertEquals(here.keys("/keys/"), there.keys("/keys/"));
    }

    @Test
    void givenAKeyThatOnlyTheOtherBankHas_thenItStaysWhenNewerOnesCome() throws Exception {
        here.store(new byte[] {1});
        replicate();
        try (VaultRig stranger = new VaultRig()) {
            stranger.store(new byte[] {1});
            try (Secret key = new Secret(Files.readString(stranger.home().resolve("etc/keys/vault.key")).toCharArray())) {
                there.vault.keys(other, List.of()).add(key);
            }
        }
        here.vault.keys(here.bank, List.of()).rotate();
        replicate();
        assertEquals(1, here.keys("/keys/").size());
        assertEquals(2, there.keys("/keys/").size());
        there.store(bytes);
    }

    @Test
    void givenKeysThatTheOtherBankDoesNotHave_thenAllIsSealedAnewWithItsOwn() throws Exception {
        here.store(new byte[] {1});
        replicate();
        here.vault.keys(here.bank, List.of()).rotate();
        try (VaultRig rotated = here.beside(here.bank)) {
            DataId id = rotated.store(bytes);
            try (VaultRig fresh = here.beside(other);
                    VaultSession source = rotated.reading(); VaultSession target = fresh.writing("copy", 0)) {
                assertEquals(id, source.copy(id, target, n -> { }));
                fresh.commit(target);
            }
            assertFalse(hashes(rotated.keys("/packs/d/")).equals(hashes(there.keys("/packs/d/"))));
            assertIsThere(id, bytes);
        }
    }

    @Test
    void givenACopyThatIsCutOffAnywhere_thenWhatHasArrivedIsNotMovedAgain() throws Exception {
        DataId id = here.store(bytes);
        replicate();
        int packs = here.keys("/packs/d/").size();
        FaultBank dying = new FaultBank(other, FaultRule.on(BankMethod.PUT).key(key -> key.contains("/packs/d/")).from(2).then(Fault.permanent()));
        // What one that dies has begun may go on for a while, so it reads and writes where nobody counts.
        try (VaultRig dies = here.beside(dying, CollectRig.IMPATIENT); VaultRig original = here.beside(store);
                VaultSession source = original.reading(); VaultSession target = dies.writing("copy", 0)) {
            assertThrows(VaultException.class, () -> {
                source.copy(id, target, n -> { });
                target.flush();
            });
        }
        List<Key> arrived = awaitFirst();
        counted.forget();
        FaultBank counting = new FaultBank(other);
        try (VaultRig next = here.beside(counting, CollectRig.IMPATIENT)) {
            copy(id, next, "copy", 1);
        }
        assertTrue(counting.calls(BankMethod.SETTLE) >= arrived.size(), "what is named that another one has put is settled before");
        assertEquals(packs, there.keys("/packs/d/").size());
        assertTrue(there.keys("/packs/d/").containsAll(arrived));
        assertEquals(packs - arrived.size(), counted.reads().stream().filter(read -> !read.endsWith(" in part")).count());
        assertIsThere(id, bytes);
    }

    private List<Key> awaitFirst() throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (there.keys("/packs/d/").isEmpty()) {
            assertTrue(System.nanoTime() < end, "nothing arrives");
            Thread.sleep(1);
        }
        return there.keys("/packs/d/");
    }

    @Test
    void givenAnIndexThatSaysMoreOfAPackThanThereIs_thenTheCopyIsNotTakenForWhole() throws Exception {
        DataId id;
        try (VaultSession session = here.writing()) {
            VaultRig.put(session, CollectRig.random(2, 400_000));
            id = VaultRig.put(session, Arrays.copyOf(bytes, 400_000));
            here.commit(session);
        }
        shiftOne();
        replicate();
        try (VaultRig fresh = here.beside(store); VaultSession source = fresh.reading(); VaultSession target = there.writing("copy", 0)) {
            assertEquals(ProblemKind.DAMAGED, assertThrows(VaultException.class, () -> source.copy(id, target, n -> { })).kind());
        }
    }

    /** Makes the index say that the last chunk of the data stands a byte further on. */
    private void shiftOne() throws Exception {
        Keyring keyring = new ConfigStore(store, KeyHome.in(here.home())).find().orElseThrow().keyring();
        Run run = Run.decode(keyring, here.object(here.keys("/runs/").getFirst()));
        List<Run.Entry> entries = new ArrayList<>(run.entries());
        Run.Entry last = entries.stream().filter(entry -> run.pack(entry).name().area() == Area.DATA)
                .max(Comparator.comparing(entry -> entry.place().offset())).orElseThrow();
        Location place = last.place();
        entries.set(entries.indexOf(last), new Run.Entry(last.id(), new Location(place.pack(), place.offset() + 1, place.stored() - 1, place.raw())));
        byte[] shifted = new Run(run.origin(), run.packs(), entries).encode(keyring);
        String name = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(shifted)) + "-0000000000000000";
        Key before = here.keys("/runs/").getFirst();
        store.put(Key.of(before.toString().replace(before.name(), name)), Body.of(shifted));
        here.vault.documents(store).put(here.keys("commits/").getFirst(),
                Body.of("{\"formatVersion\":1}\n{\"outcome\":\"committed\",\"vault\":{\"runs\":[\"" + name + "\"]}}\n"));
    }

    @Test
    void givenADamagedPack_thenWhatIsLostIsNamedAndNothingWrongIsStored() throws Exception {
        DataId id = here.store(bytes);
        replicate();
        Key pack = here.keys("/packs/d/").getFirst();
        byte[] content = here.object(pack);
        content[content.length / 2] ^= 1;
        here.replace(pack, content);
        try (VaultSession source = here.reading(); VaultSession target = there.writing("copy", 0)) {
            VaultException damaged = assertThrows(VaultException.class, () -> source.copy(id, target, n -> { }));
            assertEquals(pack.toString(), damaged.problem().subject().orElseThrow());
        }
        String hash = pack.name().substring(0, 64);
        assertFalse(hashes(there.keys("/packs/d/")).contains(hash));
    }
}
