package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.checkpoint.Grade;
import org.redoubt.api.journal.ForwardingJournal;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.journal.JournalChange;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;

import org.redoubt.testkit.journal.MemoryJournal;

/** What resources learn of those above them: how much at rest they are, and where nobody may write meanwhile. */
class QuiescedTest {
    private static final Resource APP = Resource.of("Toy::Server", "app", "app");
    private static final Resource DB = Resource.of("Toy::Server", "db", "db");
    private static final Resource FOLDER = Resource.of("Toy::Folder", "folder", "folder");
    private static final Resource OWN = Resource.of("Toy::Volume", "own", "own");
    private static final Resource SHARED = Resource.of("Toy::Volume", "shared", "shared");

    @TempDir
    private Path home;
    private final Map<String, Optional<Grade>> seen = new ConcurrentHashMap<>();

    /** A folder and a server above a volume, and above a second one another server, too. */
    private static ResourceGraph estate() throws Exception {
        return ResourceGraph.builder().add(APP).add(DB).add(FOLDER).add(OWN).add(SHARED).edge(APP.ref(), OWN.ref()).edge(FOLDER.ref(), OWN.ref())
                .edge(APP.ref(), SHARED.ref()).edge(DB.ref(), SHARED.ref()).build();
    }

    private static void quiesce(Fixture fixture, Resource server, Grade grade, CountDownLatch thawed) {
        fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_BEGIN, server.id(), context -> ((ProtectContext) context).quiesce(Optional.of(grade)));
        fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_FINISH, server.id(), context -> {
            ((ProtectContext) context).quiesce(Optional.empty());
            thawed.countDown();
        });
    }

    /** Looks when the servers are thawed, which a main by itself need not wait for. */
    private void look(Fixture fixture, Hook hook, Resource volume, CountDownLatch thawed) {
        fixture.toy.before(OperationType.PROTECT, hook, volume.id(), context -> {
            assertTrue(thawed.await(2, TimeUnit.MINUTES), "The servers were not thawed.");
            seen.put(hook.word() + " " + volume.id(), ((ProtectContext) context).quiesced());
        });
    }

    private void protect(Map<Resource, Grade> frozen) throws Exception {
        try (Fixture fixture = new Fixture(home, estate())) {
            fixture.plugins.put(FOLDER.type(), new Folders());
            CountDownLatch thawed = new CountDownLatch(frozen.size());
            frozen.forEach((server, grade) -> quiesce(fixture, server, grade, thawed));
            for (Resource volume : List.of(OWN, SHARED)) {
                look(fixture, Hook.PREPARE_FINISH, volume, new CountDownLatch(0));
                look(fixture, Hook.MAIN, volume, thawed);
            }
            fixture.run(fixture.protectAll());
        }
    }

    /** Nothing that could be brought to rest. */
    private static final class Folders implements ProtectionPlugin {
        @Override
        public Operation<ProtectContext> getProtectOperation(Resource resource) {
            return Operation.none();
        }

        @Override
        public Operation<RestoreContext> getRestoreOperation(Resource resource) {
            return Operation.none();
        }
    }

    @Test
    void aVolumeIsAtRestAsLongAsAllThatWriteToItAre() throws Exception {
        protect(Map.of(APP, Grade.APPLICATION, DB, Grade.FILESYSTEM));

        assertEquals(Map.of("prepareFinish own", Optional.of(Grade.APPLICATION), "prepareFinish shared", Optional.of(Grade.FILESYSTEM),
                "main own", Optional.empty(), "main shared", Optional.empty()), seen);
    }

    @Test
    void aServerThatGoesOnWritingIsEnough() throws Exception {
        protect(Map.of(APP, Grade.APPLICATION));

        assertEquals(Optional.of(Grade.APPLICATION), seen.get("prepareFinish own"));
        assertEquals(Optional.empty(), seen.get("prepareFinish shared"));
    }

    @Test
    void aJournalThatLiesElsewhereMustNotBeFrozen() throws Exception {
        Path elsewhere = home.resolve("elsewhere");
        try (Fixture fixture = new Fixture(home.resolve("home"), estate(), Patience.DEFAULT, new Elsewhere(elsewhere))) {
            fixture.plugins.put(FOLDER.type(), new Folders());
            fixture.toy.before(OperationType.PROTECT, Hook.PREPARE_BEGIN, APP.id(), context -> assertTrue(context.runtimePaths().contains(elsewhere)));
            fixture.run(fixture.protectAll());
        }
    }

    private static final class Elsewhere extends ForwardingJournal {
        private final Journal journal = new MemoryJournal();
        private final Path place;

        Elsewhere(Path place) {
            this.place = place;
        }

        @Override
        protected <T> T call(Call<T> call) throws RedoubtException {
            return call.on(journal);
        }

        @Override
        public CompletionStage<Void> record(List<JournalChange> changes) {
            return journal.record(changes);
        }

        @Override
        public List<Path> localPaths() {
            return List.of(place);
        }
    }
}
