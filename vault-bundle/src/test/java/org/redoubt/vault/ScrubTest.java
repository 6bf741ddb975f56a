package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.api.vault.VaultException;

/** Damage of every kind to every kind of object is found by a scrub of a depth that looks for it, and by every deeper one. */
class ScrubTest {
    private static final String NEVER = "never";

    private final CollectRig given = new CollectRig();
    private final VaultRig rig = given.rig;

    @AfterEach
    void close() {
        given.close();
    }

    private ScrubReport scrub(CheckDepth depth) throws VaultException {
        return scrub(rig, ScrubOptions.of(depth));
    }

    private static ScrubReport scrub(VaultRig rig, ScrubOptions options) throws VaultException {
        return rig.vault.scrub(rig.bank, options, ScrubProgress.NONE);
    }

    private void protectTwo() throws Exception {
        given.ledger.protect("a", CollectRig.random(1, 700_000));
        given.ledger.protect("b", CollectRig.random(2, 400_000));
        rig.vault.documents(rig.bank).put(Key.of("checkpoints/a/begin"), Body.of("one"));
        rig.vault.documents(rig.bank).put(Key.of("checkpoints/b/begin"), Body.of("another"));
    }

    private void harm(String how, String where) throws Exception {
        List<Key> keys = rig.keys(where);
        Key key = keys.getFirst();
        byte[] bytes = rig.object(key);
        switch (how) {
            case "flipped" -> {
                bytes[bytes.length / 2] ^= 0x10;
                rig.replace(key, bytes);
            }
            case "cut" -> rig.replace(key, Arrays.copyOf(bytes, bytes.length - 5));
            case "missing" -> rig.bank.delete(key);
            case "swapped" -> rig.replace(key, rig.object(keys.getLast()));
            default -> throw new AssertionError(how);
        }
    }

    /** The last column says the first depth that finds it without any key. */
    @ParameterizedTest
    @CsvSource({"/packs/d/, flipped, HASHES, HASHES", "/packs/d/, cut, OBJECTS, OBJECTS", "/packs/d/, missing, OBJECTS, OBJECTS",
            "/packs/m/, flipped, HASHES, HASHES", "/packs/m/, cut, OBJECTS, OBJECTS", "/packs/m/, missing, OBJECTS, OBJECTS",
            "/packs/d/, swapped, OBJECTS, OBJECTS", "/packs/m/, swapped, OBJECTS, OBJECTS",
            "/runs/, flipped, OBJECTS, OBJECTS", "/runs/, cut, OBJECTS, OBJECTS", "/runs/, missing, OBJECTS, never", "/runs/, swapped, OBJECTS, OBJECTS",
            "vault/config, flipped, OBJECTS, OBJECTS", "vault/config, cut, OBJECTS, OBJECTS", "vault/config, missing, OBJECTS, OBJECTS",
            "/keys/, flipped, OBJECTS, OBJECTS", "/keys/, cut, OBJECTS, OBJECTS", "/keys/, missing, OBJECTS, OBJECTS",
            "commits/, flipped, OBJECTS, HASHES", "commits/, cut, OBJECTS, HASHES", "commits/, swapped, OBJECTS, never",
            "checkpoints/, flipped, HASHES, HASHES", "checkpoints/, cut, HASHES, HASHES", "checkpoints/, swapped, HASHES, never"})
    void damageIsFoundAndNamed(String where, String how, String first, String firstWithoutKey) throws Exception {
        protectTwo();
        String object = rig.keys(where).getFirst().toString();
        harm(how, where);
        // By a process that has seen nothing yet.
        try (VaultRig fresh = rig.beside(rig.bank, CollectRig.LIVELY)) {
            for (CheckDepth depth : CheckDepth.values()) {
                assertFound(object, isFrom(first, depth), scrub(fresh, ScrubOptions.of(depth)), depth);
            }
        }
        try (VaultRig stranger = new VaultRig(rig.bank)) {
            for (CheckDepth depth : List.of(CheckDepth.OBJECTS, CheckDepth.HASHES)) {
                assertFound(object, isFrom(firstWithoutKey, depth), scrub(stranger, ScrubOptions.of(depth)), depth);
            }
        }
    }

    private static boolean isFrom(String first, CheckDepth depth) {
        return !first.equals(NEVER) && depth.compareTo(CheckDepth.valueOf(first)) >= 0;
    }

    private static void assertFound(String object, boolean found, ScrubReport report, CheckDepth depth) {
        String seen = depth + ": " + report.toJson();
        if (found) {
            assertTrue(report.findings().stream().anyMatch(finding -> object.startsWith(finding.object())), seen);
        }
        assertEquals(found, !report.sound(), seen);
    }

    @ParameterizedTest
    @EnumSource(CheckDepth.class)
    void aSoundVaultIsSoundAndRemembersThat(CheckDepth depth) throws Exception {
        protectTwo();
        ScrubReport report = scrub(depth);
        assertTrue(report.sound() && report.keys(), report.toJson().toString());
        assertEquals(rig.keys("/packs/").size(), report.packs().objects());
        assertEquals(report.packs(), report.checked());
        assertEquals(depth != CheckDepth.OBJECTS, report.bytesRead() > report.packs().bytes());
        List<ScrubNote> notes = rig.vault.scrubs(rig.bank);
        assertEquals(List.of(new ScrubNote(depth, 1, true, report.ended(), report.checked(), report.packs(), 0)), notes);
        assertEquals(List.of(), rig.keys("/live/sessions/"));
        assertTrue(scrub(CheckDepth.CONTENT).sound(), "notes are sound, too");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commits/", "deletions/"})
    void aDecisionThatWasSeenAndIsGoneIsMissedUntilThatIsSaidToBeRight(String place) throws Exception {
        protectTwo();
        rig.vault.documents(rig.bank).put(Key.of("deletions/c/00000001"), Body.of("deleted"));
        assertTrue(scrub(CheckDepth.OBJECTS).sound());
        Key gone = rig.keys(place).getFirst();
        rig.bank.delete(gone);
        for (int again = 0; again < 2; again++) {
            ScrubReport report = scrub(CheckDepth.OBJECTS);
            assertEquals(List.of(gone.toString()), report.findings().stream().map(ScrubReport.Finding::object).toList());
            assertEquals(ScrubReport.Harm.MISSING, report.findings().getFirst().harm());
        }
        ScrubReport accepted = scrub(rig, ScrubOptions.of(CheckDepth.OBJECTS).acceptMissing());
        assertTrue(accepted.sound() && accepted.whole());
        Path noted = rig.home().resolve("var/vaults/" + rig.bank.id() + ".seen.accepted");
        assertEquals(List.of("One decision or deletion is missing that this home has seen before: " + gone + ". That was accepted, and is noted in " + noted + "."),
                accepted.notices());
        assertTrue(Files.readString(noted).endsWith(" " + gone + "\n"));
        assertTrue(scrub(CheckDepth.OBJECTS).sound());
        Key next = rig.keys("commits/").getLast();
        rig.bank.delete(next);
        assertEquals(List.of(next.toString()), scrub(CheckDepth.OBJECTS).findings().stream().map(ScrubReport.Finding::object).toList());
    }

    @Test
    void whatWasSeenOfACheckpointAndIsGoneIsMissedByWhoAsksForThatCheckpoint() throws Exception {
        protectTwo();
        Key first = rig.keys("commits/").getFirst();
        Key last = rig.keys("commits/").getLast();
        String checkpoint = first.toString().split("/")[1];
        Key deletion = Key.of("deletions/" + checkpoint + "/00000001");
        rig.vault.documents(rig.bank).put(deletion, Body.of("deleted"));
        byte[] decision = rig.object(first);
        rig.bank.delete(first);
        assertEquals(List.of(), rig.vault.missed(rig.bank, Optional.of(checkpoint)), "nobody has seen it");
        rig.replace(first, decision);
        scrub(CheckDepth.OBJECTS);
        rig.bank.delete(first);
        rig.bank.delete(deletion);
        assertEquals(List.of(first, deletion), rig.vault.missed(rig.bank, Optional.of(checkpoint)));
        assertEquals(List.of(), rig.vault.missed(rig.bank, Optional.empty()));
        rig.bank.delete(last);
        assertEquals(List.of(last), rig.vault.missed(rig.bank, Optional.empty()));
        assertEquals(List.of(), rig.vault.missed(rig.bank, Optional.of("another")));
    }

    @Test
    void whereNothingIsMissingNothingIsAccepted() throws Exception {
        protectTwo();
        ScrubReport report = scrub(rig, ScrubOptions.of(CheckDepth.OBJECTS).acceptMissing());
        assertTrue(report.sound());
        assertEquals(List.of("Nothing is missing that this home has seen before, so there was nothing to accept."), report.notices());
    }

    @Test
    void whatIsLookedAtBesidesIsRememberedAndLosesNothingWhenItFails() throws Exception {
        protectTwo();
        ScrubReport.Finding finding = new ScrubReport.Finding("index", "index", ScrubReport.Harm.MISSING, "Some are missing.", Optional.empty());
        assertEquals(List.of(finding), scrub(rig, ScrubOptions.of(CheckDepth.OBJECTS).besides(() -> List.of(finding))).findings());
        assertEquals(1, rig.vault.scrubs(rig.bank).getFirst().damaged());
        harm("missing", "/packs/d/");
        ScrubReport report = scrub(rig, ScrubOptions.of(CheckDepth.OBJECTS).besides(() -> {
            throw new BankException(Problem.of(ProblemKind.UNAVAILABLE, "The list could not be read."));
        }));
        assertEquals(1, report.damaged());
        assertTrue(report.notices().contains("Not everything could be looked at: The list could not be read."), report.notices().toString());
        assertFalse(report.whole() || rig.vault.scrubs(rig.bank).getFirst().whole());
    }

    @Test
    void ofManyDecisionsThatAreGoneAFewAreNamedAndNothingElseIsCrowdedOut() throws Exception {
        protectTwo();
        for (int i = 0; i < 8; i++) {
            rig.vault.documents(rig.bank).put(Key.of("deletions/c/0000000" + i), Body.of("deleted"));
        }
        assertTrue(scrub(CheckDepth.OBJECTS).sound());
        for (Key key : rig.keys("deletions/")) {
            rig.bank.delete(key);
        }
        List<ScrubReport.Finding> found = scrub(CheckDepth.OBJECTS).findings();
        assertEquals(List.of("commits, deletions"), found.stream().map(ScrubReport.Finding::object).toList());
        assertTrue(found.getFirst().reason().startsWith("8 decisions and deletions are missing that this home has seen before: deletions/c/00000000, deletions/c/00000001, "
                + "deletions/c/00000002, deletions/c/00000003, deletions/c/00000004 and 3 more."), found.toString());
    }

    @Test
    void aMemoryOfTheHomeThatCannotBeReadKeepsNobodyFromScrubbing() throws Exception {
        protectTwo();
        Path seen = rig.home().resolve("var/vaults/" + rig.bank.id() + ".seen");
        Files.createDirectories(seen.resolve("in the way"));
        harm("missing", "/packs/d/");
        ScrubReport report = scrub(CheckDepth.OBJECTS);
        assertEquals(1, report.damaged());
        assertFalse(report.whole());
        assertTrue(report.notices().getFirst().contains(seen.toString()), report.notices().toString());
    }

    @Test
    void whatAScrubThatWasKilledHasLeftOfItsMemoryIsWrittenOver() throws Exception {
        protectTwo();
        Path vaults = rig.home().resolve("var/vaults");
        Path left = Files.writeString(vaults.resolve(rig.bank.id() + ".seen.tmp"), "commits/never/00000001\n".repeat(1000));
        assertTrue(scrub(CheckDepth.OBJECTS).sound());
        assertFalse(Files.exists(left));
        assertTrue(scrub(CheckDepth.OBJECTS).sound());
        assertEquals(rig.keys("commits/").stream().map(Key::toString).toList(), Files.readAllLines(vaults.resolve(rig.bank.id() + ".seen")).stream().skip(1).toList());
        try (Stream<Path> files = Files.list(vaults)) {
            assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".tmp")).toList());
        }
    }

    @Test
    void aScrubTellsHowMuchOfADamagedPackIsLost() throws Exception {
        protectTwo();
        harm("flipped", "/packs/d/");
        ScrubReport.Finding finding = scrub(CheckDepth.HASHES).findings().getFirst();
        assertEquals(1L, finding.chunks().orElseThrow());
        assertEquals(ScrubReport.Harm.BYTES, finding.harm());
        assertEquals(1, rig.vault.scrubs(rig.bank).getFirst().damaged());
    }

    @Test
    void soManySharesOneAfterTheOtherLookAtEveryPack() throws Exception {
        for (int i = 0; i < 5; i++) {
            given.ledger.protect("c" + i, CollectRig.random(i, 100_000));
        }
        Set<Key> damaged = new HashSet<>(rig.keys("/packs/"));
        for (Key key : damaged) {
            byte[] bytes = rig.object(key);
            bytes[bytes.length / 2] ^= 1;
            rig.replace(key, bytes);
        }
        Set<String> found = new HashSet<>();
        for (int seen : List.of(4, 8, 10)) {
            ScrubReport report = scrub(rig, ScrubOptions.of(CheckDepth.HASHES).share(3));
            assertEquals(4, report.checked().objects());
            report.findings().forEach(finding -> found.add(finding.object()));
            assertEquals(seen, found.size());
        }
        assertEquals(damaged.size(), found.size());
    }

    @Test
    void aPackThatIsCollectedMeanwhileIsNoDamage() throws Exception {
        given.ledger.protect("a", CollectRig.random(5, 12_000_000));
        given.ledger.protect("b", CollectRig.random(6, 300_000));
        given.ledger.purge("a");
        boolean[] collected = new boolean[1];
        ScrubReport report = rig.vault.scrub(rig.bank, ScrubOptions.of(CheckDepth.CONTENT), (done, of) -> {
            if (!collected[0]) {
                collected[0] = true;
                try {
                    assertTrue(given.collect().deleted().objects() > 10);
                } catch (VaultException e) {
                    throw new AssertionError(e);
                }
            }
        });
        assertTrue(collected[0]);
        assertTrue(report.sound(), report.toJson().toString());
    }

    @Test
    void aStrangerLearnsThatTheRestNeedsAKey() throws Exception {
        protectTwo();
        List<Key> before = rig.keys("");
        try (VaultRig stranger = new VaultRig(rig.bank)) {
            ScrubReport report = scrub(stranger, ScrubOptions.of(CheckDepth.HASHES));
            assertTrue(report.sound());
            assertFalse(report.keys());
            assertEquals(rig.keys("/packs/").size(), report.checked().objects());
            assertTrue(report.notices().getFirst().contains("without a key"), report.notices().toString());
            assertEquals(ProblemKind.DENIED, assertThrows(VaultException.class, () -> scrub(stranger, ScrubOptions.of(CheckDepth.CONTENT))).kind());
            assertEquals(ProblemKind.DENIED, assertThrows(VaultException.class, () -> scrub(stranger, ScrubOptions.of(CheckDepth.HASHES).share(2))).kind());
        }
        assertEquals(before, rig.keys(""));
    }

    @Test
    void aBankWithoutAVaultHasNothingToScrub() {
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(VaultException.class, () -> scrub(CheckDepth.OBJECTS)).kind());
    }
}
