package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/** Checkpoints whose data is in a real vault of the same bank. */
class RealVaultTest {
    private final MemoryBank bank = new MemoryBank();
    @TempDir
    private Path temporary;
    private VaultService vaults;
    private CheckpointStore store;

    @BeforeEach
    void open() {
        vaults = new VaultService(new SessionSettings(1, 1 << 20, temporary), KeyHome.in(temporary), 2);
        store = new CheckpointStore(vaults.documents(bank), new Sample.Clock());
    }

    @AfterEach
    void close() {
        vaults.close();
    }

    private StoredCheckpoint checkpoint() throws RedoubtException {
        try (VaultSession vault = vaults.open(bank, writing(Sample.id(1)))) {
            return Sample.checkpoint(store, Sample.id(1), vault);
        }
    }

    @Test
    void whatWasCommittedIsWholeInALaterSession() throws Exception {
        StoredCheckpoint stored = checkpoint();
        AtomicLong read = new AtomicLong();
        try (VaultSession vault = vaults.open(bank, SessionOptions.reading())) {
            for (Resource resource : Sample.graph().resources()) {
                assertEquals(List.of(), stored.checkSection(resource, vault, CheckDepth.CONTENT, read::addAndGet));
            }
        }
        assertEquals(2 * 19, read.get());
    }

    @Test
    void whatIsReusedCountsAsManyBytesAsWhenItWasWrittenWhateverHolesItHas() throws Exception {
        long hole = 5 << 20;
        TreeEntry sparse = TreeEntry.builder(TreePath.of("sparse"), EntryType.FILE).build();
        List<Long> sizes = new ArrayList<>();
        DataHints trees = DataHints.none();
        DataHints streams = DataHints.none();
        for (int number : List.of(1, 2)) {
            CheckpointDraft draft = store.begin(Sample.start(Sample.id(number)));
            try (VaultSession vault = vaults.open(bank, writing(Sample.id(number)))) {
                ResourceSection section = draft.section(Sample.DATA, vault);
                try (TreeWriter tree = section.createTree("files", trees)) {
                    if (number > 1) {
                        assertTrue(tree.reuse(tree.previous(sparse.path()).orElseThrow()));
                    } else {
                        try (DataWriter file = tree.file(sparse)) {
                            write(file, hole);
                        }
                    }
                    trees = DataHints.none().previous(tree.commit());
                }
                try (DataWriter image = section.create("image", streams)) {
                    if (number > 1) {
                        image.reuse(0, hole + 2);
                        streams = DataHints.none().previous(image.commit());
                    } else {
                        streams = DataHints.none().previous(write(image, hole));
                    }
                }
                sizes.add(draft.bytes(Sample.DATA));
                assertTrue(draft.commit(vault, Result.of(Sample.records(), Optional.empty())));
            }
        }
        assertEquals(List.of(4L, 4L), sizes);
    }

    private static DataId write(DataWriter writer, long hole) throws RedoubtException {
        writer.hole(0, hole);
        writer.write(hole, ByteBuffer.wrap(new byte[] {'a', 'b'}));
        return writer.commit();
    }

    @Test
    void aCopyInAnotherBankIsWholeWhenTheOriginalIsLost() throws Exception {
        StoredCheckpoint stored = checkpoint();
        MemoryBank second = new MemoryBank();
        CheckpointStore other = new CheckpointStore(vaults.documents(second), new Sample.Clock());
        CheckpointDraft draft = other.begin(Sample.start(Sample.id(2)));
        try (VaultSession from = vaults.open(bank, SessionOptions.reading());
                VaultSession to = vaults.open(second, writing(Sample.id(2)))) {
            for (Resource resource : Sample.graph().resources()) {
                stored.copySection(resource, from, draft, to, bytes -> { });
            }
            assertTrue(draft.commit(to, Result.of(stored.records(), Optional.empty())));
        }
        for (ObjectInfo object : bank.list(Prefix.ALL, Optional.empty(), 1000).objects()) {
            bank.delete(object.key());
        }
        try (VaultSession vault = vaults.open(second, SessionOptions.reading())) {
            assertEquals(List.of(), other.find(Sample.id(2)).orElseThrow().checkSection(Sample.DATA, vault, CheckDepth.CONTENT, bytes -> { }));
        }
    }

    @Test
    void aDamagedObjectOfTheVaultIsNamedWithTheResource() throws Exception {
        StoredCheckpoint stored = checkpoint();
        List<ObjectInfo> packs = bank.list(Prefix.of("vault"), Optional.empty(), 1000).objects().stream()
                .filter(object -> object.key().toString().contains("/pack")).toList();
        assertFalse(packs.isEmpty());
        for (ObjectInfo pack : packs) {
            bank.put(pack.key(), Body.of(new byte[(int) pack.length()]));
        }
        try (VaultSession vault = vaults.open(bank, SessionOptions.reading())) {

            List<Problem> problems = stored.checkSection(Sample.DATA, vault, CheckDepth.CONTENT, bytes -> { });

            assertEquals(Optional.of(Sample.DATA.toString()), problems.getFirst().subject());
            assertTrue(packs.stream().anyMatch(pack -> problems.toString().contains(pack.key().toString())), problems.toString());
        }
    }

    private static SessionOptions writing(CheckpointId id) {
        AttemptId attempt = AttemptId.first(id);
        return SessionOptions.writing(Sample.OWNER, id.value(), attempt.session(), attempt.decision());
    }
}
