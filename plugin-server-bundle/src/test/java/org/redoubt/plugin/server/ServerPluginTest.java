package org.redoubt.plugin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.protection.UndoContext;
import org.redoubt.api.protection.UndoResult;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.server.Server;
import org.redoubt.testkit.protection.ProtectionPluginContract;
import org.redoubt.testkit.protection.RecordingUndoLog;
import org.redoubt.testkit.protection.TestContext;
import org.redoubt.testkit.protection.TestRestoreContext;
import org.redoubt.testkit.protection.TestSection;
import org.redoubt.testkit.protection.TestUndoContext;
import org.redoubt.testkit.protection.TestVerifyContext;

class ServerPluginTest implements ProtectionPluginContract {
    @TempDir
    private static Path storage;
    @TempDir
    private static Path place;
    private static House house;
    private static ProtectionPlugin plugin;
    private static Scene scene;
    @TempDir
    private Path copies;
    private Optional<House> later = Optional.empty();
    private Set<String> before = Set.of();

    @BeforeAll
    static void build() throws Exception {
        house = new House(storage);
        plugin = house.plugin();
        Scene sample = new Scene(house, place, "web");
        scene = sample.declare(Map.of("freeze", sample.noting("freeze", "touch " + place.resolve("data/frozen")),
                "thaw", new String[] {"/bin/rm", "-f", place.resolve("data") + "/frozen"}));
    }

    @AfterAll
    static void leave() throws Exception {
        house.close();
    }

    @Override
    public ProtectionPlugin plugin() {
        return plugin;
    }

    @Override
    public ProtectionPlugin laterPlugin() throws Exception {
        House started = house.later(Files.createTempDirectory(copies, "later"));
        later = Optional.of(started);
        return new Later(started.plugin());
    }

    /** A later process. The earlier one, which is still alive here, undoes the same after it, or it would wait for itself to thaw. */
    private record Later(ProtectionPlugin started) implements ProtectionPlugin {
        @Override
        public Operation<ProtectContext> getProtectOperation(Resource resource) {
            return started.getProtectOperation(resource);
        }

        @Override
        public Operation<RestoreContext> getRestoreOperation(Resource resource) {
            return started.getRestoreOperation(resource);
        }

        @Override
        public UndoResult undo(UndoStep step, UndoContext context) throws Exception {
            UndoResult result = started.undo(step, context);
            assertFalse(Files.exists(place.resolve("data/frozen")));
            plugin.undo(step, context);
            return result;
        }
    }

    @AfterEach
    void leaveLater() throws Exception {
        if (later.isPresent()) {
            later.orElseThrow().close();
            later = Optional.empty();
        }
    }

    @Override
    public void assertTakenBack() throws Exception {
        assertFalse(Files.exists(place.resolve("data/frozen")));
        House asked = later.orElse(house);
        House.until("only " + before + " to be declared", () -> asked.names().equals(before));
        leaveLater();
    }

    @Override
    public Resource sample() throws Exception {
        return scene.resource();
    }

    @Override
    public List<Resource> dependents() throws Exception {
        return scene.volumes();
    }

    @Override
    public Optional<RestoreTarget> restoreTarget() {
        return Optional.of(new RestoreTarget("/elsewhere", "web"));
    }

    /** Says that the volumes came back elsewhere. */
    @Override
    public void prepare(TestContext context) throws Exception {
        before = house.names();
        if (context instanceof TestRestoreContext restore) {
            for (Resource volume : scene.volumes()) {
                Resource fresh = Resource.of("Host::Volume", "/elsewhere/" + volume.name(), volume.name());
                restore.addRestored(volume.ref(), new RestoredResource(fresh, fresh.id(), JsonObject.empty()));
            }
        }
    }

    @Override
    public void assertRestored(TestRestoreContext context) throws Exception {
        Resource fresh = context.result().orElseThrow().resource();
        assertTrue(fresh.id().startsWith("web-"), fresh.id());
        house.await(fresh.id(), true);
        assertEquals(List.of("/elsewhere/root", "/elsewhere/data"),
                house.driver().server(fresh.id()).orElseThrow().volumes().stream().map(Resource::id).toList());
    }

    private TestSection section() throws Exception {
        TestSection section = new TestSection();
        scene.protect(scene.context(section, step -> { }), Parameters.empty(), Hook.COMPLETE);
        return section;
    }

    private TestRestoreContext restore(TestSection section, Optional<RestoreTarget> target, Parameters parameters) throws Exception {
        TestRestoreContext context = new TestRestoreContext(sample(), section.readOnly(), target, new RecordingUndoLog(sample()));
        prepare(context);
        context.enter(Hook.COMPLETE);
        plugin.getRestoreOperation(sample()).onComplete(scene.checkpoint(), sample(), context, parameters);
        return context;
    }

    @Test
    void aRestoredServerIsDeclaredWithItsNewVolumesAndCommandsUntilThatIsUndone() throws Exception {
        TestRestoreContext context = restore(section(), Optional.empty(), name("elsewhere"));
        house.await("elsewhere", true);
        Server fresh = house.driver().server("elsewhere").orElseThrow();

        assertEquals(List.of("/elsewhere/root", "/elsewhere/data"), fresh.description().strings("volumes"));
        assertEquals(List.of("/bin/rm", "-f", "/elsewhere/data/frozen"), fresh.description().strings("thaw"));
        assertEquals(List.of(), fresh.description().strings("frozenPaths"));
        assertEquals("application", fresh.description().string("grade").orElseThrow());
        UndoStep step = context.undo().open().getFirst();
        assertEquals(UndoResult.done(), plugin.undo(step, new TestUndoContext(context, List.of())));
        house.await("elsewhere", false);
        assertTrue(house.driver().server("web").isPresent());
    }

    @Test
    void aServerThatIsThereAndWhoseVolumesCameBackInPlaceIsLeftAsItIs() throws Exception {
        TestRestoreContext context = new TestRestoreContext(sample(), section().readOnly(), Optional.empty(), new RecordingUndoLog(sample()));
        for (Resource volume : scene.volumes()) {
            context.addRestored(volume.ref(), new RestoredResource(volume, volume.id(), JsonObject.empty()));
        }

        plugin.getRestoreOperation(sample()).onComplete(scene.checkpoint(), sample(), context, Parameters.empty());

        assertEquals(sample(), context.result().orElseThrow().resource());
        assertEquals(List.of(), context.undo().registered());
    }

    @Test
    void aServerIsNotMadeWithoutAllOfItsVolumes() throws Exception {
        TestRestoreContext context = new TestRestoreContext(sample(), section().readOnly(), Optional.empty(), new RecordingUndoLog(sample()));
        Resource root = scene.volumes().getFirst();
        context.addRestored(root.ref(), new RestoredResource(root, root.id(), JsonObject.empty()));

        RedoubtException e = assertThrows(RedoubtException.class,
                () -> plugin.getRestoreOperation(sample()).onComplete(scene.checkpoint(), sample(), context, Parameters.empty()));

        assertTrue(e.problem().message().endsWith("these were not restored: " + scene.volumes().getLast().id() + "."), e.getMessage());
        assertEquals(List.of(), context.undo().registered());
    }

    @Test
    void aNameThatIsTakenIsRefusedBeforeAnythingRuns() throws Exception {
        TestRestoreContext context = new TestRestoreContext(sample(), section().readOnly(), Optional.empty(), new RecordingUndoLog(sample()));

        List<Problem> problems = plugin.getRestoreOperation(sample()).onCheck(scene.checkpoint(), sample(), context, name("web"));

        assertEquals(ProblemKind.EXISTS, problems.getFirst().kind());
    }

    @Test
    void aSavedServerOfAnotherDriverNeedsThatDriver() throws Exception {
        TestSection section = new TestSection();
        section.put("server", section().get("server").orElseThrow().toBuilder().put("driver", "qemu").build());
        TestRestoreContext context = new TestRestoreContext(sample(), section.readOnly(), Optional.empty(), new RecordingUndoLog(sample()));

        List<Problem> problems = plugin.getRestoreOperation(sample()).onCheck(scene.checkpoint(), sample(), context, Parameters.empty());

        assertEquals("The server \"web\" was protected by the driver \"qemu\", which is not here.", problems.getFirst().message());
    }

    @Test
    void aDescriptionThatIsMissingOrMakesNoSenseIsDamage() throws Exception {
        TestSection senseless = new TestSection();
        senseless.put("server", JsonObject.builder().put("formatVersion", 1).put("driver", "command").build());
        TestSection later = new TestSection();
        later.put("server", JsonObject.builder().put("formatVersion", 2).build());
        for (TestSection section : List.of(new TestSection(), senseless, later)) {
            TestVerifyContext context = new TestVerifyContext(section.readOnly(), new RecordingUndoLog(sample()));

            plugin.getVerifyOperation(sample()).onMain(scene.checkpoint(), sample(), context, Parameters.empty());

            assertEquals(1, context.damages().size());
        }
    }

    private static Parameters name(String name) {
        return Parameters.of(JsonObject.builder().put("name", name).build());
    }
}
