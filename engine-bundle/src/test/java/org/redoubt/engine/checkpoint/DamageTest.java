package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

class DamageTest {
    private static final CheckpointId ID = Sample.id(1);

    private final MemoryBank memory = new MemoryBank();
    private final FaultBank bank = new FaultBank(memory);
    private final CheckpointStore store = new CheckpointStore(bank, new Sample.Clock());
    private final MemoryVault vault = new MemoryVault();

    @BeforeEach
    void aWholeCheckpoint() throws RedoubtException {
        assertEquals(List.of(), problems(Sample.checkpoint(store, ID, vault)));
    }

    @Test
    void aTurnedBitInAnyObjectIsFoundAndTheObjectNamed() throws Exception {
        for (Key key : objects(ID)) {
            for (long at = 0; at < memory.stat(key).length(); at += 13) {
                bank.add(FaultRule.on(BankMethod.GET).key(key.toString()::equals).then(Fault.bitFlip(at)));

                assertNames(key, problems(store.find(ID).orElseThrow()));
                bank.heal();
            }
        }
    }

    @Test
    void aTornObjectIsFoundAndNamed() throws Exception {
        for (Key key : objects(ID)) {
            bank.add(FaultRule.on(BankMethod.GET).key(key.toString()::equals).then(Fault.tornRead(memory.stat(key).length() - 1)));

            assertNames(key, problems(store.find(ID).orElseThrow()));
            bank.heal();
        }
    }

    @Test
    void aMissingObjectIsFoundAndNamed() throws Exception {
        for (Key key : objects(ID)) {
            byte[] bytes = bytes(key);
            memory.delete(key);

            assertNames(key, problems(store.find(ID).orElseThrow()));
            memory.put(key, Body.of(bytes));
        }
    }

    @Test
    void anObjectOfAnotherCheckpointInItsPlaceIsFoundAndNamed() throws Exception {
        Sample.checkpoint(store, Sample.id(2), vault);
        for (Key key : objects(ID)) {
            Key other = Key.of(key.toString().replace(ID.value(), Sample.id(2).value()));
            if (!key.toString().contains("/resources/")) {
                byte[] bytes = bytes(key);
                memory.put(key, Body.of(bytes(other)));

                assertNames(key, problems(store.find(ID).orElseThrow()));
                memory.put(key, Body.of(bytes));
            }
        }
    }

    @Test
    void aBankThatDoesNotAnswerIsNoDamage() {
        bank.add(FaultRule.on(BankMethod.GET).then(Fault.brokenRead(5)));

        assertEquals(ProblemKind.UNAVAILABLE, assertThrows(BankException.class, () -> store.find(ID)).kind());
        assertEquals(ProblemKind.UNAVAILABLE, assertThrows(RedoubtException.class,
                () -> store.list(ProjectId.DEFAULT, CheckpointQuery.all())).kind());
    }

    @Test
    void aLostDocumentIsMissedWhenItIsRead() throws Exception {
        StoredCheckpoint stored = store.find(ID).orElseThrow();
        for (Key key : objects(ID)) {
            if (key.toString().contains("/sections/")) {
                memory.delete(key);
            }
        }

        assertEquals(List.of("volume"), stored.section(Sample.DATA, vault).documents());
        BankException e = assertThrows(BankException.class, () -> stored.section(Sample.DATA, vault).get("volume"));
        assertEquals(ProblemKind.DAMAGED, e.kind());
        assertTrue(e.problem().message().endsWith("/doc/volume in the bank is missing."), e.problem().message());
        assertEquals(ProblemKind.DAMAGED, assertThrows(RedoubtException.class, () -> stored.section(Sample.DATA, vault).open("content")).kind());
    }

    @Test
    void withoutItsRecordsTheSectionsCanStillBeRead() throws Exception {
        for (ObjectInfo object : memory.list(new Layout(ID).resources(), Optional.empty(), 100).objects()) {
            memory.delete(object.key());
        }

        assertEquals(List.of("content"), store.find(ID).orElseThrow().section(Sample.DATA, vault).data());
        assertTrue(store.find(ID).orElseThrow().section(Sample.DATA, vault).get("volume").isPresent());
    }

    @Test
    void lostDataIsFoundAndTheResourceNamed() throws Exception {
        StoredCheckpoint stored = store.find(ID).orElseThrow();
        vault.lose(stored.section(Sample.ROOT, vault).dataId("content").orElseThrow());

        List<Problem> problems = problems(stored);

        assertEquals(1, problems.size());
        assertEquals(Optional.of(Sample.ROOT.toString()), problems.getFirst().subject());
        assertTrue(problems.getFirst().message().contains("object streams/stream-"), problems.getFirst().message());
    }

    @Test
    void aCheckpointThatLostItsBeginIsListedAsAnError() throws Exception {
        memory.delete(new Layout(ID).begin());

        StoredCheckpoint listed = store.list(ProjectId.DEFAULT, CheckpointQuery.all()).getFirst();

        assertEquals(CheckpointStatus.ERROR, listed.status());
        assertEquals(Optional.of("nightly"), listed.planName());
        assertEquals(ProblemKind.DAMAGED, listed.problems().getFirst().kind());
        assertEquals(ProblemKind.DAMAGED, assertThrows(BankException.class, listed::plan).kind());
        assertEquals(3, listed.checkpoint().graph().size());
    }

    @Test
    void aCheckpointThatLostBeginAndOutcomeIsStillFoundByTheIndexAndThenByItsId() throws Exception {
        memory.delete(new Layout(ID).begin());
        memory.delete(new Layout(ID).outcome(0));

        StoredCheckpoint listed = store.list(ProjectId.DEFAULT, CheckpointQuery.all()).getFirst();
        assertEquals("default", listed.provider());

        for (ObjectInfo object : memory.list(Prefix.of("index"), Optional.empty(), 100).objects()) {
            memory.delete(object.key());
        }
        assertEquals(CheckpointStatus.ERROR, store.find(ID).orElseThrow().status());
        assertEquals(3, store.rebuildIndices());
        assertEquals(ID, store.list(ProjectId.DEFAULT, CheckpointQuery.all()).getFirst().id());
    }

    @Test
    void aLaterFormatIsRefusedInOneSentence() throws Exception {
        Key key = new Layout(ID).begin();
        String text = new String(bytes(key), StandardCharsets.UTF_8);
        int seal = text.indexOf("{\"sha256\"");
        String later = text.substring(0, seal).replaceFirst("\"formatVersion\":1", "\"formatVersion\":2");
        memory.put(key, Body.of(later + "{\"sha256\":\"" + sha256(later) + "\"}\n"));

        Problem problem = store.find(ID).orElseThrow().problems().getFirst();

        assertEquals(ProblemKind.UNSUPPORTED, problem.kind());
        assertEquals("The object " + key + " in the bank has format version 2, and this version of Redoubt reads no later one than 1.",
                problem.message());
    }

    @Test
    void membersThatAreNotKnownAreIgnored() throws Exception {
        Key key = new Layout(ID).outcome(0);
        String text = new String(bytes(key), StandardCharsets.UTF_8);
        String more = text.substring(0, text.indexOf("{\"sha256\"")).replaceFirst("\"records\"", "\"colour\":\"green\",\"records\"");
        memory.put(key, Body.of(more + "{\"sha256\":\"" + sha256(more) + "\"}\n"));

        assertEquals(CheckpointStatus.AVAILABLE, store.find(ID).orElseThrow().status());
    }

    private List<Problem> problems(StoredCheckpoint stored) throws RedoubtException {
        List<Problem> problems = new ArrayList<>(stored.checkDocuments());
        for (Resource resource : Sample.graph().resources()) {
            problems.addAll(stored.checkSection(resource, vault, CheckDepth.CONTENT, bytes -> { }));
        }
        return problems;
    }

    private static void assertNames(Key key, List<Problem> problems) {
        assertFalse(problems.isEmpty(), () -> "nothing was found of " + key);
        assertTrue(problems.stream().anyMatch(p -> p.message().contains(key.toString())), () -> key + " is not named in " + problems);
    }

    private List<Key> objects(CheckpointId id) throws BankException {
        return memory.list(new Layout(id).all(), Optional.empty(), 1000).objects().stream().map(ObjectInfo::key).toList();
    }

    private byte[] bytes(Key key) throws BankException, IOException {
        try (InputStream in = memory.get(key, ByteRange.ALL)) {
            return in.readAllBytes();
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
