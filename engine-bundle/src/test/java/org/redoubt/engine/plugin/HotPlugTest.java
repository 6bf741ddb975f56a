package org.redoubt.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.protection.MainsLimit;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.PluginView;
import org.redoubt.engine.discovery.Discovered;
import org.redoubt.engine.discovery.Discovery;
import org.redoubt.engine.framework.BundleJar;
import org.redoubt.engine.framework.PluginJar;
import org.redoubt.engine.framework.TestFramework;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.LeaseTimes;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Shutdown;
import org.redoubt.engine.lease.UpdateTimes;

class HotPlugTest {
    private static final Caller CALLER = Caller.of("test", ProjectId.DEFAULT);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Selector PROBE = Selector.protect("Probe", Optional.empty());

    @TempDir
    private Path folder;
    private TestFramework framework;
    private PluginJar jars;
    private PluginRegistry registry;

    @BeforeEach
    void start() throws Exception {
        jars = new PluginJar(folder);
        framework = TestFramework.start(folder);
        registry = framework.service(PluginRegistry.class);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    @Test
    void givenABundleInstalledWhileRunning_thenItIsUsedByTheNextSelection() throws Exception {
        assertEquals("No plugin protects resources of the type \"Probe\".", registry.select(PROBE).why());
        framework.install("one", jars.bytes("probe", "1.0.0", PluginJar.type("Probe")));
        try (PluginLease lease = registry.select(PROBE).lease().orElseThrow()) {
            assertEquals("probe 1.0.0", lease.id().toString());
            assertTrue(lease.plugin().getProtectOperation(Resource.of("Probe", "1", "1")).hooks().isEmpty());
        }
        assertEquals(List.of("Probe"), registry.types(Optional.empty()));
    }

    @Test
    void givenAPluginThatLimitsItsMains_thenItsLeasesBearThatLimitUnderANameOfItsOwn() throws Exception {
        framework.install("one", jars.bytes("probe", "1.0.0", PluginJar.type("Probe"), PluginJar.property(MainsLimit.PROPERTY, "3")));
        PluginLease.Mains first;
        try (PluginLease lease = registry.select(PROBE).lease().orElseThrow(); PluginLease again = registry.select(PROBE).lease().orElseThrow()) {
            first = lease.mains().orElseThrow();
            assertEquals(3, first.limit());
            assertEquals(first, again.mains().orElseThrow());
        }
        framework.install("two", jars.bytes("probe", "1.1.0", PluginJar.type("Probe"), PluginJar.property(MainsLimit.PROPERTY, "3")));
        try (PluginLease other = registry.select(PROBE).lease().orElseThrow()) {
            assertNotEquals(first.name(), other.mains().orElseThrow().name());
        }
        framework.install("three", jars.bytes("probe", "1.2.0", PluginJar.type("Probe")));
        try (PluginLease free = registry.select(PROBE).lease().orElseThrow()) {
            assertEquals(Optional.empty(), free.mains());
        }
    }

    @Test
    void givenAnUpgradeSideBySide_thenWhatRunsKeepsTheOldAndTheNextGetsTheNew() throws Exception {
        framework.install("one", jars.bytes("probe", "1.0.0", PluginJar.type("Probe")));
        try (PluginLease old = registry.select(PROBE).lease().orElseThrow()) {
            Bundle fresh = framework.install("two", jars.bytes("probe", "1.1.0", PluginJar.type("Probe")));
            try (PluginLease next = registry.select(PROBE).lease().orElseThrow()) {
                assertEquals("1.1.0", next.id().version().toString());
                assertNotSame(old.plugin().getClass(), next.plugin().getClass());
            }
            assertEquals("1.0.0", old.id().version().toString());
            UndoSelector undo = new UndoSelector("Probe", old.id(), 1);
            try (PluginLease again = registry.select(undo).lease().orElseThrow()) {
                assertEquals(old.id(), again.id());
            }
            fresh.uninstall();
            try (PluginLease back = registry.select(PROBE).lease().orElseThrow()) {
                assertEquals(old.id(), back.id());
            }
        }
    }

    @Test
    void givenADrainingBundle_thenItIsNotChosenAndTheDrainEndsWithItsLastLease() throws Exception {
        Bundle bundle = framework.install("one", jars.bytes("probe", "1.0.0", PluginJar.type("Probe")));
        framework.install("two", jars.bytes("probe", "0.9.0", PluginJar.type("Probe")));
        PluginLease lease = registry.select(PROBE).lease().orElseThrow();
        CompletableFuture<Boolean> idle = registry.drain(bundle.getBundleId(), Duration.ofMinutes(1)).toCompletableFuture();
        assertFalse(idle.isDone());
        assertTrue(lease.draining());
        assertEquals(List.of("active", "draining"), registry.views().stream().map(PluginView::state).toList());
        try (PluginLease other = registry.select(PROBE).lease().orElseThrow()) {
            assertEquals("0.9.0", other.id().version().toString());
        }
        lease.close();
        assertTrue(idle.get(2, TimeUnit.MINUTES));
        registry.undrain(bundle.getBundleId());
        try (PluginLease again = registry.select(PROBE).lease().orElseThrow()) {
            assertEquals("1.0.0", again.id().version().toString());
        }
    }

    /** A registry that sees the same services, and whose times no machine is too slow for. */
    private ServicePluginRegistry patient() throws Exception {
        Leases leases = new Leases(framework.service(Shutdown.class), new LeaseTimes(Duration.ZERO, LONG));
        ServicePluginRegistry patient = new ServicePluginRegistry(framework.context(), leases, framework.service(ComponentReports.class),
                new UpdateTimes(LONG, LONG), InstantSource.system());
        new ServiceTracker<ProtectionPlugin, ServiceReference<ProtectionPlugin>>(framework.context(), ProtectionPlugin.class, null) {
            @Override
            public ServiceReference<ProtectionPlugin> addingService(ServiceReference<ProtectionPlugin> reference) {
                patient.bindPlugin(reference);
                return reference;
            }

            @Override
            public void removedService(ServiceReference<ProtectionPlugin> reference, ServiceReference<ProtectionPlugin> same) {
                patient.unbindPlugin(reference);
            }
        }.open();
        return patient;
    }

    @Test
    void givenARawStop_thenItWaitsForTheLeaseAndTheInstanceStaysUsableMeanwhile() throws Exception {
        Bundle bundle = framework.install("one", jars.bytes("probe", "1.0.0", PluginJar.type("Probe")));
        ServicePluginRegistry patient = patient();
        PluginLease lease = patient.select(PROBE).lease().orElseThrow();
        CompletableFuture<Void> abandoned = new CompletableFuture<>();
        lease.onAbandoned(() -> {
            lease.plugin().getProtectOperation(Resource.of("Probe", "1", "1"));
            lease.close();
            abandoned.complete(null);
        });
        bundle.stop();
        assertTrue(abandoned.isDone(), "the stop went by the holder of the lease");
        assertEquals(List.of(), patient.views());
        assertEquals(List.of(), registry.views());
    }

    @Test
    void givenAPluginThatIsUpdatedInPlace_thenANewOperationWaitsForIt() throws Exception {
        Bundle bundle = framework.install("one", jars.bytes("probe", "1.0.0", PluginJar.type("Probe")));
        ServicePluginRegistry patient = patient();
        patient.select(PROBE).lease().orElseThrow().close();
        bundle.stop();
        CompletableFuture<Selection> waiting = CompletableFuture.supplyAsync(() -> patient.select(PROBE));
        bundle.start();
        try (PluginLease lease = waiting.get(2, TimeUnit.MINUTES).lease().orElseThrow()) {
            assertEquals(bundle.getBundleId(), lease.id().bundleId());
        }
    }

    @Test
    void givenBrokenPlugins_thenEachIsExplainedAndTheGoodOneWorks() throws Exception {
        framework.install("a", jars.bytes("a.throws", "1.0.0", PluginJar.type("Thrower"), PluginJar.property("fail", "There is no disk")));
        framework.install("b", jars.bytes("b.untyped", "1.0.0"));
        framework.install("c", jars.bytes("c.reads", "1.0.0", PluginJar.type("Reader"), PluginJar.property("redoubt.format.reads", "one to two")));
        framework.install("d", jars.bytes("d.needs", "1.0.0", PluginJar.type("Needy"),
                "<reference name=\"disk\" interface=\"some.Disk\" cardinality=\"1..1\" field=\"x\"/>"));
        framework.install("e", new BundleJar("e.probe", "1.0.0").bytes());
        framework.install("f", jars.bytes("f.good", "1.0.0", PluginJar.type("Probe")));
        registry.select(PROBE).lease().orElseThrow().close();

        Selection thrower = registry.select(Selector.protect("Thrower", Optional.empty()));
        assertTrue(thrower.why().contains("There is no disk"), thrower.why());
        String needy = registry.select(Selector.protect("Needy", Optional.empty())).problem().toString();
        assertTrue(needy.contains("d.needs 1.0.0") && needy.contains("some.Disk"), needy);

        Map<String, PluginView> views = new java.util.TreeMap<>();
        registry.views().forEach(view -> views.put(view.name(), view));
        assertEquals(List.of("a.throws", "b.untyped", "c.reads", "d.needs", "f.good"), List.copyOf(views.keySet()));
        assertEquals(List.of("failed", "failed", "failed", "failed", "active"), views.values().stream().map(PluginView::state).toList());
        assertTrue(views.get("a.throws").reason().endsWith("There is no disk."), views.get("a.throws").reason());
        assertEquals("It is not used, as its service property redoubt.resource.type is missing.", views.get("b.untyped").reason());
        assertTrue(views.get("c.reads").reason().contains("\"one to two\""), views.get("c.reads").reason());
        assertTrue(views.get("d.needs").reason().contains("some.Disk"), views.get("d.needs").reason());
    }

    @Test
    void givenThePluginOfABundle_thenItDiscoversWithItsOwnContextClassLoader() throws Exception {
        framework.install("one", jars.bytes("probe", "1.0.0", PluginJar.type("Probe")));
        framework.install("two", jars.bytes("probe", "2.0.0", PluginJar.type("Probe")));
        Discovery discovery = framework.service(Discovery.class);
        assertEquals(List.of("Probe"), discovery.types());
        assertEquals("1 seen by true", discovery.show(CALLER, "Probe", "1").name());
        Discovered found = discovery.graph(CALLER, List.of(new ResourceRef("Probe", "1")), () -> false);
        assertEquals(3, found.graph().size());
    }

    @Test
    void givenAHundredInstallsAndRemovals_thenNoOldClassLoaderIsReachable() throws Exception {
        Discovery discovery = framework.service(Discovery.class);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            loaders.add(cycle(i, discovery));
        }
        // Threads that have asked the last plugin may be on their way to their end, and hold it so long.
        framework.await(() -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }

    private WeakReference<ClassLoader> cycle(int i, Discovery discovery) throws Exception {
        Bundle bundle = framework.install("cycle" + i, jars.bytes("probe", "1.0." + i, PluginJar.type("Probe")));
        ClassLoader loader = bundle.adapt(BundleWiring.class).getClassLoader();
        try (PluginLease lease = registry.select(PROBE).lease().orElseThrow()) {
            assertEquals(loader, lease.plugin().getClass().getClassLoader());
            discovery.graph(CALLER, List.of(new ResourceRef("Probe", "1")), () -> false);
        }
        bundle.uninstall();
        return new WeakReference<>(loader);
    }
}
