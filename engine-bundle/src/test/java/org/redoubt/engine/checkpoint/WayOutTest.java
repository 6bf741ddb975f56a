package org.redoubt.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.engine.framework.PageTable;
import org.redoubt.testkit.bank.MemoryBank;

/**
 * The table of statuses in docs/architecture.md, row by row: whatever a checkpoint is, somebody can do something about it. Ways that
 * an operation with plugins goes are walked by {@code StatusWaysTest}.
 */
class WayOutTest {
    private static final CheckpointId ID = Sample.id(1);
    private static final Owner OTHER = new Owner("6ba7b811-9dad-41d1-80b4-00c04fd430c8", 2);
    private static final OperationId NEXT = new OperationId("operation-2");
    /** What {@code StatusWaysTest} walks. */
    private static final String OF_OPERATIONS = "(restore|verify|copy|protect|perhaps)\\b.*";
    private static final Problem REASON = Problem.of(ProblemKind.CONFLICT, "It is so.");

    private final MemoryVault vault = new MemoryVault();
    private final Sample.Clock clock = new Sample.Clock();
    private MemoryBank bank;
    private CheckpointStore store;
    private CheckpointDraft draft;
    private CheckpointDeletion deletion;

    /** Something that is done with the checkpoint. */
    @FunctionalInterface
    private interface Deed {
        void run() throws RedoubtException;
    }

    /**
     * One way out.
     *
     * @param said what the table says of it
     */
    private record Way(CheckpointStatus from, String name, String said, Optional<Deed> before, Deed deed, CheckpointStatus to) {
        Way(CheckpointStatus from, String name, String said, Deed deed, CheckpointStatus to) {
            this(from, name, said, Optional.empty(), deed, to);
        }
    }

    private List<Way> ways() {
        return List.of(
                new Way(CheckpointStatus.PROTECTING, "its operation completes it", "its operation ends it", this::commit, CheckpointStatus.AVAILABLE),
                new Way(CheckpointStatus.PROTECTING, "its operation completes a part of it", "its operation ends it", this::commitPart, CheckpointStatus.PARTIAL),
                new Way(CheckpointStatus.PROTECTING, "its operation gives it up", "its operation ends it", this::abort, CheckpointStatus.ERROR),
                new Way(CheckpointStatus.PROTECTING, "its runtime is found gone", "Whoever finds its runtime gone fences it", this::settle, CheckpointStatus.INTERRUPTED),
                new Way(CheckpointStatus.PROTECTING, "it is deleted", "delete discards it first", this::delete, CheckpointStatus.DELETED),
                new Way(CheckpointStatus.INTERRUPTED, "its operation is resumed", "resume its operation", this::resume, CheckpointStatus.PROTECTING),
                new Way(CheckpointStatus.INTERRUPTED, "it is deleted", "delete", this::delete, CheckpointStatus.DELETED),
                new Way(CheckpointStatus.ERROR, "its operation is resumed", "resume its operation if that failed", this::resume, CheckpointStatus.PROTECTING),
                new Way(CheckpointStatus.ERROR, "it is deleted", "delete", this::delete, CheckpointStatus.DELETED),
                new Way(CheckpointStatus.ERROR, "it is deleted, as a document is missing", "delete", Optional.of(this::commitAndLose), this::delete,
                        CheckpointStatus.DELETED),
                new Way(CheckpointStatus.AVAILABLE, "it is deleted", "delete", this::delete, CheckpointStatus.DELETED),
                new Way(CheckpointStatus.PARTIAL, "it is deleted", "delete", this::delete, CheckpointStatus.DELETED),
                new Way(CheckpointStatus.DELETING, "its operation ends", "its operation ends it", () -> deletion.finish(), CheckpointStatus.PURGED),
                new Way(CheckpointStatus.DELETING, "its operation fails", "its operation ends it", () -> deletion.failed(List.of(REASON)), CheckpointStatus.ERROR_DELETING),
                new Way(CheckpointStatus.DELETING, "its runtime is found gone", "Whoever finds its runtime gone marks it", this::settle, CheckpointStatus.ERROR_DELETING),
                new Way(CheckpointStatus.DELETING, "it is deleted again", "Delete again", this::purge, CheckpointStatus.PURGED),
                new Way(CheckpointStatus.ERROR_DELETING, "it is deleted again", "delete again", this::purge, CheckpointStatus.PURGED),
                new Way(CheckpointStatus.DELETED, "it is undeleted", "undelete", this::undelete, CheckpointStatus.AVAILABLE),
                new Way(CheckpointStatus.DELETED, "a part is undeleted", "it is what it was before", Optional.of(this::deletePart), this::undelete,
                        CheckpointStatus.PARTIAL),
                new Way(CheckpointStatus.DELETED, "one is undeleted that was never whole", "but that one which was never whole is error",
                        Optional.of(this::delete), this::undelete, CheckpointStatus.ERROR),
                new Way(CheckpointStatus.DELETED, "its grace is over", "collect purges it when its grace is over", this::purge, CheckpointStatus.PURGED),
                new Way(CheckpointStatus.DELETED, "it is deleted again, and nothing happens", "undelete", this::delete, CheckpointStatus.DELETED),
                new Way(CheckpointStatus.PURGED, "it is purged again, and nothing happens", "none is needed", this::purge, CheckpointStatus.PURGED));
    }

    @Test
    void theTableHasARowForEachStatusWhichTellsEachWay() throws Exception {
        PageTable table = PageTable.titled("status");
        assertEquals(Arrays.stream(CheckpointStatus.values()).map(CheckpointStatus::word).sorted().toList(), table.rows().keySet().stream().sorted().toList());
        for (CheckpointStatus status : CheckpointStatus.values()) {
            Set<String> told = table.phrases(status.word(), "way out");
            told.removeIf(phrase -> phrase.matches(OF_OPERATIONS));
            Arrays.stream(CheckpointStatus.values()).map(CheckpointStatus::word).forEach(told::remove);
            assertEquals(told, ways().stream().filter(way -> way.from() == status).map(Way::said).collect(Collectors.toSet()), status.word());
        }
    }

    @TestFactory
    Stream<DynamicTest> everyStatusHasAWayOut() {
        List<DynamicTest> tests = new ArrayList<>();
        for (CheckpointStatus status : CheckpointStatus.values()) {
            tests.add(dynamicTest(status.word() + " is in the table",
                    () -> assertFalse(ways().stream().filter(way -> way.from() == status).toList().isEmpty())));
        }
        for (Way way : ways()) {
            tests.add(dynamicTest(way.from().word() + ": when " + way.name() + ", it is " + way.to().word(), () -> walk(way)));
        }
        return tests.stream();
    }

    private void walk(Way way) throws RedoubtException {
        bank = new MemoryBank();
        store = new CheckpointStore(bank, clock);
        draft = store.begin(Sample.start(ID));
        if (way.before().isPresent()) {
            way.before().get().run();
        } else {
            reach(way.from());
        }
        assertEquals(way.from(), found().status());
        Instant before = Times.exact(clock.instant());

        way.deed().run();

        assertEquals(way.to(), found().status());
        if (way.from() != way.to()) {
            Instant since = found().view(Readability.UNKNOWN, Grace.UNKNOWN).statusSince().orElseThrow();
            // One that is undeleted is again what it has been since it was made.
            boolean again = way.from() == CheckpointStatus.DELETED && way.to() != CheckpointStatus.PURGED;
            assertEquals(again, since.isBefore(before), () -> since + " and " + before);
            assertFalse(since.isAfter(clock.instant()));
        }
    }

    private void reach(CheckpointStatus status) throws RedoubtException {
        switch (status) {
            case PROTECTING -> { }
            case AVAILABLE -> commit();
            case PARTIAL -> commitPart();
            case ERROR -> abort();
            case INTERRUPTED -> settle();
            case DELETING -> beginDelete();
            case ERROR_DELETING -> {
                beginDelete();
                deletion.failed(List.of(REASON));
            }
            case DELETED -> {
                commit();
                delete();
            }
            case PURGED -> purge();
            default -> throw new AssertionError("How does a checkpoint become " + status.word() + "?");
        }
    }

    private StoredCheckpoint found() throws RedoubtException {
        return store.find(ID).orElseThrow();
    }

    private void commit() throws RedoubtException {
        draft.commit(vault, Result.of(Sample.records(), Optional.empty()));
    }

    private void commitPart() throws RedoubtException {
        draft.commit(vault, Result.of(Arrays.asList(Sample.done(Sample.SERVER, Grade.METADATA, 0), StoredRecord.pending(Sample.ROOT)), Optional.empty()));
    }

    private void commitAndLose() throws RedoubtException {
        commit();
        bank.delete(new Layout(ID).begin());
    }

    private void deletePart() throws RedoubtException {
        commitPart();
        delete();
    }

    private void abort() throws RedoubtException {
        draft.abort(Result.failed(List.of(REASON)));
    }

    private void resume() throws RedoubtException {
        store.resume(ID, OTHER, 2, NEXT, Sample.graph());
    }

    private void beginDelete() throws RedoubtException {
        deletion = found().beginDelete(Sample.OWNER, NEXT);
    }

    private void purge() throws RedoubtException {
        beginDelete();
        deletion.finish();
    }

    private void delete() throws RedoubtException {
        found().delete(Sample.OWNER, NEXT, JsonObject.empty());
    }

    private void undelete() throws RedoubtException {
        found().undelete(OTHER);
    }

    private void settle() throws RedoubtException {
        for (Unfinished work : store.unfinished()) {
            store.settle(work, OTHER, REASON, () -> true);
        }
    }
}
