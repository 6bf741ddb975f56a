package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.testkit.bank.BankMethod;
import org.redoubt.testkit.bank.Fault;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.bank.FaultRule;
import org.redoubt.testkit.bank.MemoryBank;

class SectionTest {
    private static final JsonObject SMALL = JsonObject.builder().put("size", 1).build();

    private final FaultBank bank = new FaultBank(new MemoryBank());
    private final CheckpointStore store = new CheckpointStore(bank, new Sample.Clock());
    private final MemoryVault vault = new MemoryVault();
    private CheckpointDraft draft;
    private ResourceSection section;

    @BeforeEach
    void begin() throws BankException {
        draft = store.begin(Sample.start(Sample.id(1)));
        section = draft.section(Sample.DATA, vault);
    }

    @Test
    void whatWasPutIsReadBackByTheSameAndByAnotherView() throws Exception {
        section.put("volume", SMALL);

        assertEquals(Optional.of(SMALL), section.get("volume"));
        assertEquals(Optional.of(SMALL), draft.section(Sample.DATA, vault).get("volume"));
        assertEquals(Optional.empty(), draft.section(Sample.ROOT, vault).get("volume"));
        assertEquals(Optional.empty(), section.get("other"));
    }

    @Test
    void namesAreListedInTheirOrder() throws Exception {
        section.put("b", SMALL);
        section.put("a.2", SMALL);
        section.put("a-1", SMALL);
        Sample.write(section, "content", "x");

        assertEquals(List.of("a-1", "a.2", "b"), section.documents());
        assertEquals(List.of("content"), section.data());
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        section.put("volume", SMALL);
        Sample.write(section, "content", "x");

        assertEquals(ProblemKind.EXISTS, assertThrows(BankException.class, () -> section.put("volume", SMALL)).kind());
        assertEquals(ProblemKind.EXISTS, assertThrows(VaultException.class, () -> section.create("content", DataHints.none())).kind());
        assertEquals(ProblemKind.EXISTS, assertThrows(VaultException.class, () -> section.createTree("content", DataHints.none())).kind());
    }

    @Test
    void ofTwoWritersOfOneNameTheFirstToCommitWins() throws Exception {
        try (DataWriter first = section.create("content", DataHints.none()); DataWriter second = section.create("content", DataHints.none())) {
            first.commit();

            assertEquals(ProblemKind.EXISTS, assertThrows(VaultException.class, second::commit).kind());
        }
    }

    @Test
    void whatWasNotCommittedIsNotInTheSection() throws Exception {
        try (DataWriter writer = section.create("content", DataHints.none())) {
            writer.write(0, ByteBuffer.wrap(new byte[3]));
        }

        assertEquals(List.of(), section.data());
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(VaultException.class, () -> section.open("content")).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "A", "a/b", "a b", "\u00e4", "a234567890123456789012345678901234567890123456789012345678901234x"})
    void aNameOfAnotherFormIsRefused(String name) {
        assertEquals(ProblemKind.INVALID, assertThrows(BankException.class, () -> section.put(name, SMALL)).kind());
        assertEquals(ProblemKind.INVALID, assertThrows(BankException.class, () -> section.get(name)).kind());
        assertEquals(ProblemKind.INVALID, assertThrows(BankException.class, () -> section.dataId(name)).kind());
        assertEquals(ProblemKind.INVALID, assertThrows(VaultException.class, () -> section.create(name, DataHints.none())).kind());
        assertEquals(ProblemKind.INVALID, assertThrows(VaultException.class, () -> section.openTree(name)).kind());
    }

    @Test
    void aDocumentOfMoreThan4MiBIsRefused() {
        JsonObject large = JsonObject.builder().put("text", "x".repeat(4 << 20)).build();

        assertEquals(ProblemKind.INVALID, assertThrows(BankException.class, () -> section.put("large", large)).kind());
    }

    @Test
    void dataIsReadBackThroughTheStoredCheckpoint() throws Exception {
        StoredCheckpoint stored = Sample.checkpoint(store, Sample.id(2), vault);

        assertEquals("The content of data", text(stored.section(Sample.DATA, vault), "content"));
        assertEquals(List.of("content"), stored.section(Sample.DATA, vault).data());
        assertEquals(Optional.empty(), stored.section(Sample.SERVER, vault).dataId("content"));
    }

    @Test
    void aStoredSectionIsOnlyRead() throws Exception {
        ResourceSection stored = Sample.checkpoint(store, Sample.id(2), vault).section(Sample.DATA, vault);

        assertEquals(ProblemKind.DENIED, assertThrows(BankException.class, () -> stored.put("new", SMALL)).kind());
        assertEquals(ProblemKind.DENIED, assertThrows(VaultException.class, () -> stored.create("new", DataHints.none())).kind());
        assertEquals(ProblemKind.DENIED, assertThrows(VaultException.class, () -> stored.createTree("new", DataHints.none())).kind());
    }

    @Test
    void aCopyHasTheSameDocumentsAndDataInAnotherBank() throws Exception {
        StoredCheckpoint original = Sample.checkpoint(store, Sample.id(2), vault);
        CheckpointStore other = new CheckpointStore(new MemoryBank(), new Sample.Clock());
        MemoryVault otherVault = new MemoryVault();
        CheckpointDraft target = other.begin(Sample.start(Sample.id(3)));
        for (var resource : Sample.graph().resources()) {
            original.copySection(resource, vault, target, otherVault, bytes -> { });
        }
        target.commit(otherVault, Result.of(original.records(), Optional.empty()));
        vault.close();

        StoredCheckpoint copy = other.find(Sample.id(3)).orElseThrow();
        assertEquals(Optional.of(Sample.DATA.id()), copy.section(Sample.DATA, otherVault).get("volume").orElseThrow().string("path"));
        assertEquals("The content of root", text(copy.section(Sample.ROOT, otherVault), "content"));
        assertEquals(List.of(), copy.checkSection(Sample.ROOT, otherVault, CheckDepth.CONTENT, bytes -> { }));
        assertEquals(19, target.bytes(Sample.DATA));
    }

    @Test
    void anAnswerThatWasLostDoesNotMakeAPutFail() throws Exception {
        bank.add(FaultRule.on(BankMethod.PUT_IF_ABSENT).at(1).then(Fault.ambiguous()));

        section.put("volume", SMALL);

        assertEquals(Optional.of(SMALL), section.get("volume"));
    }

    @Test
    void aPutThatDidNotHappenFailsAndMayBeTriedAgain() throws Exception {
        bank.add(FaultRule.on(BankMethod.PUT_IF_ABSENT).at(1).then(Fault.retryable()));

        assertEquals(ProblemKind.UNAVAILABLE, assertThrows(BankException.class, () -> section.put("volume", SMALL)).kind());
        section.put("volume", SMALL);
    }

    private static String text(ResourceSection section, String name) throws RedoubtException {
        try (DataReader reader = section.open(name)) {
            ByteBuffer into = ByteBuffer.allocate((int) reader.size());
            reader.read(0, into);
            return StandardCharsets.UTF_8.decode(into.flip()).toString();
        }
    }
}
