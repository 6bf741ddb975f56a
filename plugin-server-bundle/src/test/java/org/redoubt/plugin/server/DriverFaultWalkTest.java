package org.redoubt.plugin.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.protection.RestoredResource;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;
import org.redoubt.testkit.protection.RecordingUndoLog;
import org.redoubt.testkit.protection.TestCheckpoint;
import org.redoubt.testkit.protection.TestContext;
import org.redoubt.testkit.protection.TestDiscoveryContext;
import org.redoubt.testkit.protection.TestProtectContext;
import org.redoubt.testkit.protection.TestRestoreContext;
import org.redoubt.testkit.protection.TestSection;
import org.redoubt.testkit.protection.TestUndoContext;

/** Each call of the driver of a server fails in turn, before it does anything and after: nothing stays frozen or half made. */
class DriverFaultWalkTest {
    private static final Resource VOLUME = Resource.of("Host::Volume", "/srv", "srv");

    private final Set<String> frozen = new TreeSet<>();
    private final Set<String> servers = new TreeSet<>();
    private final List<String> calls = new ArrayList<>();
    private Optional<String> target = Optional.empty();
    private boolean done;
    private boolean struck;
    private ServerPlugin plugin;
    private ServerProtectable discovery;
    private ServerVolumes volumes;

    private interface Walked {
        void run() throws Exception;
    }

    /** A new driver with one server, and the plugin over it. */
    private void begin() {
        frozen.clear();
        servers.clear();
        servers.add("web");
        calls.clear();
        struck = false;
        ServerDriver driver = new MemoryDriver(frozen, servers, VOLUME);
        Servers known = new Servers();
        known.bindDriver((ServerDriver) Proxy.newProxyInstance(ServerDriver.class.getClassLoader(), new Class<?>[] {ServerDriver.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("name")) {
                        return driver.name();
                    }
                    calls.add(method.getName());
                    String place = method.getName() + " " + calls.stream().filter(method.getName()::equals).count();
                    boolean here = target.filter(place::equals).isPresent();
                    struck |= here;
                    boolean checked = method.getExceptionTypes().length > 0;
                    if (here && !done) {
                        throw failure(checked);
                    }
                    Object answer = answer(() -> method.invoke(driver, arguments));
                    if (here) {
                        throw failure(checked);
                    }
                    return answer;
                }));
        plugin = new ServerPlugin(known);
        discovery = new ServerProtectable(known);
        volumes = new ServerVolumes(known);
    }

    private interface Answer {
        Object get() throws ReflectiveOperationException;
    }

    private static Object answer(Answer call) throws Throwable {
        try {
            return call.get();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Exception failure(boolean checked) {
        return checked ? new IOException("It had to fail.") : new IllegalStateException("It had to fail.");
    }

    private Set<String> places(Walked walked) throws Exception {
        begin();
        target = Optional.empty();
        walked.run();
        Set<String> places = new LinkedHashSet<>();
        for (int i = 0; i < calls.size(); i++) {
            String name = calls.get(i);
            places.add(name + " " + calls.subList(0, i + 1).stream().filter(name::equals).count());
        }
        return places;
    }

    private Stream<DynamicTest> walk(String what, Walked walked, int fewest) throws Exception {
        Set<String> places = places(walked);
        assertTrue(places.size() >= fewest, places::toString);
        return places.stream().flatMap(place -> Stream.of(false, true).map(after -> DynamicTest.dynamicTest(
                what + ": " + place + " fails" + (after ? " when it is done" : ""), () -> {
                    begin();
                    target = Optional.of(place);
                    done = after;
                    assertThrows(Exception.class, walked::run);
                    assertTrue(struck);
                    assertEquals(Set.of(), frozen);
                    assertEquals(Set.of("web"), servers);
                })));
    }

    @TestFactory
    Stream<DynamicTest> aProtect() throws Exception {
        return walk("a protect", () -> protect(new TestSection()), 6);
    }

    @TestFactory
    Stream<DynamicTest> aRestore() throws Exception {
        begin();
        target = Optional.empty();
        TestSection section = new TestSection();
        protect(section);
        return walk("a restore", () -> {
            restore(section);
            servers.remove("back");
        }, 2);
    }

    private void protect(TestSection section) throws Exception {
        Resource server = discovery.showResource(new TestDiscoveryContext(), "web").orElseThrow();
        ResourceGraph.Builder graph = ResourceGraph.builder().add(server);
        for (Resource volume : volumes.getDependentResources(new TestDiscoveryContext(), server)) {
            graph.add(volume).edge(server.ref(), volume.ref());
        }
        TestCheckpoint checkpoint = new TestCheckpoint(graph.build());
        TestProtectContext context = new TestProtectContext(section, Optional.empty(), new RecordingUndoLog(server));
        Operation<ProtectContext> operation = plugin.getProtectOperation(server);
        Parameters none = Parameters.empty();
        assertEquals(List.of(), operation.onCheck(checkpoint, server, context, none));
        takingBack(context, () -> {
            context.enter(Hook.PREPARE_BEGIN);
            operation.onPrepareBegin(checkpoint, server, context, none);
            assertEquals(Set.of("web"), frozen);
            context.enter(Hook.PREPARE_FINISH);
            operation.onPrepareFinish(checkpoint, server, context, none);
            assertEquals(Set.of(), frozen);
            context.enter(Hook.MAIN);
            operation.onMain(checkpoint, server, context, none);
        });
    }

    private void restore(TestSection section) throws Exception {
        Resource server = Resource.of(ServerPlugin.TYPE, "web", "web");
        TestCheckpoint checkpoint = new TestCheckpoint(ResourceGraph.builder().add(server).add(VOLUME).edge(server.ref(), VOLUME.ref()).build());
        TestRestoreContext context = new TestRestoreContext(server, section, Optional.of(new RestoreTarget("/new", "back")), new RecordingUndoLog(server));
        context.addRestored(VOLUME.ref(), new RestoredResource(Resource.of(VOLUME.type(), "/new/srv", "srv"), "/new/srv", JsonObject.empty()));
        Operation<RestoreContext> operation = plugin.getRestoreOperation(server);
        assertEquals(List.of(), operation.onCheck(checkpoint, server, context, Parameters.empty()));
        takingBack(context, () -> {
            context.enter(Hook.COMPLETE);
            operation.onComplete(checkpoint, server, context, Parameters.empty());
            assertEquals(Set.of("back", "web"), servers);
        });
    }

    /** What the engine does when a hook fails: it takes the open steps back, the last one first, and tries again what fails at first. */
    private void takingBack(TestContext context, Walked hooks) throws Exception {
        try {
            hooks.run();
        } catch (IOException | IllegalStateException failed) {
            for (UndoStep step : context.undo().open().reversed()) {
                plugin.undo(step, new TestUndoContext(context, List.of()));
            }
            throw failed;
        }
        assertEquals(List.of(), context.undo().open().stream().filter(step -> step.spec().scope() == UndoSpec.Scope.TRANSIENT).toList());
    }

    @TestFactory
    Stream<DynamicTest> whatIsTakenBackOnlyAtTheSecondAttempt() {
        return Stream.of(false, true).map(after -> DynamicTest.dynamicTest("a thaw that fails twice" + (after ? " when it is done" : ""), () -> {
            begin();
            Resource server = discovery.showResource(new TestDiscoveryContext(), "web").orElseThrow();
            TestCheckpoint checkpoint = new TestCheckpoint(ResourceGraph.builder().add(server).build());
            TestProtectContext context = new TestProtectContext(new TestSection(), Optional.empty(), new RecordingUndoLog(server));
            plugin.getProtectOperation(server).onPrepareBegin(checkpoint, server, context, Parameters.empty());
            done = after;
            for (String place : List.of("thaw 1", "thaw 2")) {
                target = Optional.of(place);
                UndoStep step = context.undo().open().getFirst();
                assertThrows(IOException.class, () -> plugin.undo(step, new TestUndoContext(context, List.of())));
            }
            assertTrue(plugin.undo(context.undo().open().getFirst(), new TestUndoContext(context, List.of())).settled());
            assertEquals(Set.of(), frozen);
        }));
    }
}
