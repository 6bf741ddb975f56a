package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.engine.checkpoint.CheckpointStore;

/** A home that has scrubbed a bank notices what has gone since of what it works with. */
@Timeout(300)
class MissedTest {
    @TempDir
    private Path home;
    private Fixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new Fixture(home);
        StagedPlugin.of(fixture);
        fixture.toy.world.put("one", "content");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private OperationView protect() throws Exception {
        OperationView view = fixture.run(fixture.protectAll());
        assertEquals(OperationState.SUCCEEDED, view.state(), view.problems().toString());
        return view;
    }

    private void scrub() throws Exception {
        assertTrue(fixture.vault.scrub(fixture.banks.get("default"), ScrubOptions.of(CheckDepth.OBJECTS), (done, of) -> { }).sound());
    }

    /** Takes away what stands below a prefix, and says what was the first of it. */
    private Key lose(String place) throws Exception {
        Bank bank = fixture.banks.get("default");
        List<Key> keys = bank.list(Prefix.of(place), Optional.empty(), 100).objects().stream().map(ObjectInfo::key).toList();
        for (Key key : keys) {
            bank.delete(key);
        }
        return keys.getFirst();
    }

    private static void assertMissed(String gone, List<Problem> warnings) {
        assertEquals(List.of("This home has seen " + gone + " in the bank of the provider \"default\", and it is not there any more: the bank was put back to an earlier "
                + "state, or somebody has taken it away."), warnings.stream().map(Problem::message).toList());
    }

    @Test
    void givenADeletionThatHasGone_whenItsCheckpointIsRestored_thenThatIsWarnedOf() throws Exception {
        OperationView made = protect();
        assertEquals(OperationState.SUCCEEDED, fixture.run(DeleteRequest.of(made.checkpoint())).state());
        scrub();
        Key gone = lose("deletions");
        OperationView restored = fixture.run(RestoreRequest.of(made.checkpoint()).target("/back"));
        assertEquals(OperationState.SUCCEEDED, restored.state(), restored.problems().toString());
        assertMissed(gone.toString(), restored.warnings());
    }

    @Test
    void givenABankThatWasPutBack_whenSomethingIsProtected_thenThatIsWarnedOfOnce() throws Exception {
        protect();
        OperationView last = protect();
        assertEquals(List.of(), last.warnings());
        scrub();
        lose("commits/" + last.checkpoint());
        assertMissed("a checkpoint", protect().warnings());
        assertTrue(new CheckpointStore(fixture.documents("default"), fixture.engine.clock()).find(last.checkpoint()).isPresent());
    }
}
