package org.redoubt.engine.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.ResourceType;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.Explanation;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.api.vault.Vault;
import org.redoubt.engine.discovery.Discovery;
import org.redoubt.engine.framework.BundleJar;
import org.redoubt.engine.framework.PluginJar;
import org.redoubt.engine.framework.TestFramework;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Shutdown;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.plugin.PluginRegistry;
import org.redoubt.engine.plugin.Selector;
import org.redoubt.engine.provider.AccessControl;
import org.redoubt.engine.provider.Journals;
import org.redoubt.engine.provider.ProviderRegistry;
import org.redoubt.engine.provider.Secrets;
import org.redoubt.engine.provider.Snapshotters;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.testkit.journal.MemoryJournal;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/** What is said of plugins in each of their states, and of operations that wait for what is away; of the whole engine in a framework. */
@Timeout(600)
class WhyTest {
    private static final Caller CALLER = Caller.of("me", ProjectId.DEFAULT);

    @TempDir
    private static Path folder;
    private static TestFramework framework;
    private static PluginJar jars;
    private static PluginRegistry registry;
    private static ServiceRegistration<Bank> bank;
    private static VaultService vault;
    private static EngineService engine;

    @BeforeAll
    static void start() throws Exception {
        framework = TestFramework.start(folder);
        jars = new PluginJar(folder);
        registry = framework.service(PluginRegistry.class);
        vault = new VaultService(new SessionSettings(3, 1 << 20, folder), KeyHome.in(folder.resolve("home")), 2);
        framework.context().registerService(Vault.class, vault, new Hashtable<>());
        framework.context().registerService(Journal.class, new MemoryJournal(), new Hashtable<>());
        bank = framework.context().registerService(Bank.class, new MemoryBank(), new Hashtable<>(Map.of(Bank.NAME, "disk")));
        framework.service(ConfigurationAdmin.class).createFactoryConfiguration("org.redoubt.provider", "?")
                .update(new Hashtable<>(Map.of("name", "default", "bank", "disk")));
        ProviderRegistry providers = framework.service(ProviderRegistry.class);
        framework.await(() -> providers.names().contains("default"));
        engine = new EngineService(framework.context(), config(Map.of()), Map.of(), registry, framework.service(Discovery.class), providers,
                framework.service(Snapshotters.class), framework.service(Secrets.class), framework.service(Journals.class),
                framework.service(AccessControl.class), framework.service(Leases.class), framework.service(Shutdown.class));
    }

    private static EngineConfig config(Map<String, Object> changed) {
        return (EngineConfig) Proxy.newProxyInstance(EngineConfig.class.getClassLoader(), new Class<?>[] {EngineConfig.class},
                (proxy, method, arguments) -> changed.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            engine.deactivate();
            vault.close();
        } finally {
            framework.stop();
        }
    }

    private static Explanation why(String subject) throws RedoubtException {
        return engine.why(CALLER, subject);
    }

    /** A moment that is not later than what is noted next. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void assertSaid(Explanation explained, String... sentences) {
        for (String sentence : sentences) {
            assertTrue(explained.sentences().stream().anyMatch(said -> said.contains(sentence)), () -> sentence + " is not said by " + explained);
        }
    }

    private static void assertAdvised(Explanation explained, String advice) {
        assertTrue(explained.advice().stream().anyMatch(said -> said.contains(advice)), () -> advice + " is not advised by " + explained);
    }

    private static void assertSince(Instant earliest, Explanation explained) {
        Instant since = explained.since().orElseThrow(() -> new AssertionError("It does not say since when: " + explained));
        assertFalse(since.isBefore(earliest) || since.isAfter(Instant.now()), () -> explained + " is not since " + earliest);
    }

    private static void awaitThat(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, "It did not come about.");
            Thread.sleep(5);
        }
    }

    private static Bundle patient(String name, PatientPlugin plugin) throws Exception {
        byte[] jar = new BundleJar(name, "1.0.0").header("Import-Package", "org.redoubt.api.protection,org.redoubt.api.protectable").bytes();
        Bundle bundle = framework.install(name, jar);
        bundle.getBundleContext().registerService(new String[] {ProtectionPlugin.class.getName(), ProtectablePlugin.class.getName()}, plugin,
                new Hashtable<>(Map.of(ResourceType.PROPERTY, plugin.getResourceType())));
        return bundle;
    }

    private static OperationHandle protect(String type, String id) throws RedoubtException {
        return engine.protect(CALLER, ProtectRequest.of(Plan.builder("one").resource(new ResourceRef(type, id)).build()));
    }

    private static OperationView end(OperationHandle handle) throws Exception {
        return handle.done().toCompletableFuture().get(5, TimeUnit.MINUTES);
    }

    @Test
    void theLimitsOfTheConfigurationHoldAtOnceWhenTheyChange() throws Exception {
        PatientPlugin first = new PatientPlugin("First");
        PatientPlugin second = new PatientPlugin("Second");
        List<Bundle> bundles = List.of(patient("org.example.first", first), patient("org.example.second", second));
        try {
            engine.modified(config(Map.of("mains", 1, "capacities", new String[] {"bank:disk=1"})), Map.of());
            OperationHandle running = protect("First", "a");
            assertTrue(first.held.await(2, TimeUnit.MINUTES));
            OperationHandle waiting = protect("Second", "b");
            for (String limit : List.of("mains (1 of 1 in use)", "bank:disk (1 of 1 in use)")) {
                awaitThat(() -> why(waiting.id().value()).sentences().stream().anyMatch(said -> said.contains(limit)));
            }
            first.released.countDown();
            second.released.countDown();
            assertEquals(OperationState.SUCCEEDED, end(running).state());
            assertEquals(OperationState.SUCCEEDED, end(waiting).state());
        } finally {
            first.released.countDown();
            second.released.countDown();
            engine.modified(config(Map.of()), Map.of());
            for (Bundle bundle : bundles) {
                bundle.uninstall();
            }
        }
    }

    @Test
    void aBeginningThatSeveralOperationsHaveMayMeanTheOnlyCheckpointThatHasIt() throws Exception {
        Caller other = Caller.of("me", new ProjectId("apart"));
        PatientPlugin plugin = new PatientPlugin("Apart");
        plugin.released.countDown();
        Bundle bundle = patient("org.example.apart", plugin);
        try {
            OperationView made = end(engine.protect(other, ProtectRequest.of(Plan.builder("one").project(other.project())
                    .resource(new ResourceRef("Apart", "a")).build())));
            assertEquals(OperationState.SUCCEEDED, made.state(), made.problems()::toString);
            end(engine.verify(other, VerifyRequest.of(made.checkpoint())));
            assertEquals(made.checkpoint().value(), engine.why(other, made.checkpoint().value().substring(0, 2)).subject());
        } finally {
            bundle.uninstall();
        }
    }

    @Test
    void theTimeOutsOfTheConfigurationHoldForOperationsThatBeginLater() throws Exception {
        for (Map.Entry<String, Hook> setting : Map.of("prepareTimeout", Hook.PREPARE_BEGIN, "hookTimeout", Hook.MAIN).entrySet()) {
            PatientPlugin late = new PatientPlugin(setting.getKey(), setting.getValue());
            Bundle bundle = patient("org.example." + setting.getKey(), late);
            try {
                engine.modified(config(Map.of(setting.getKey(), 1)), Map.of());
                OperationHandle handle = protect(setting.getKey(), "a");
                awaitThat(() -> handle.state() != OperationState.PENDING && handle.state() != OperationState.RUNNING);
                late.released.countDown();
                OperationView view = end(handle);
                assertEquals(OperationState.FAILED, view.state());
                assertEquals(ProblemKind.TIMEOUT, view.problems().getFirst().kind());
            } finally {
                late.released.countDown();
                engine.modified(config(Map.of()), Map.of());
                bundle.uninstall();
            }
        }
    }

    @Test
    void aPluginThatNobodyUses() throws Exception {
        Instant before = now();
        Bundle bundle = framework.install("idle", jars.bytes("org.example.idle", "1.0.0", PluginJar.type("Idle")));
        Explanation explained = why("org.example.idle");
        assertEquals(List.of("The plugin org.example.idle 1.0.0, bundle " + bundle.getBundleId() + ", is active.", "No operation uses it."),
                explained.sentences());
        assertSince(before, explained);
        Instant used = now();
        registry.select(Selector.protect("Idle", Optional.empty())).lease().orElseThrow().close();
        assertSince(used, why("org.example.idle"));
    }

    @Test
    void aPluginThatIsInUseAndIsToGoOrFallsIll() throws Exception {
        String name = "org.example.busy";
        PatientPlugin plugin = new PatientPlugin("Busy");
        Bundle bundle = patient(name, plugin);
        OperationHandle running = protect("Busy", "one");
        try {
            assertTrue(plugin.held.await(2, TimeUnit.MINUTES));
            Explanation active = why(name);
            assertSaid(active, name + " 1.0.0, bundle " + bundle.getBundleId() + ", is active.",
                    "The protect " + running.id() + ", which is running, uses it since " + running.view().startedAt() + ".");
            assertEquals(Optional.of(running.view().startedAt()), active.since());

            Instant drained = now();
            CompletableFuture<Boolean> idle = registry.drain(bundle.getBundleId(), Duration.ofMinutes(10)).toCompletableFuture();
            Explanation draining = why(name);
            assertSaid(draining, "is draining: It is being taken out of use.", "which is running, uses it");
            assertAdvised(draining, "`redoubt cancel " + running.id() + "` ends one now.");
            assertSince(drained, draining);
            assertFalse(idle.isDone());
            registry.undrain(bundle.getBundleId());
            assertSaid(why(name), "is active.");

            Instant fell = now();
            registry.markUnhealthy(new PluginId(name, bundle.getVersion(), bundle.getBundleId()), "Its hook did not end.");
            Explanation unhealthy = why(name);
            assertSaid(unhealthy, "is unhealthy: Its hook did not end.", "which is running, uses it");
            assertAdvised(unhealthy, "stop and start its bundle");
            assertSince(fell, unhealthy);
        } finally {
            plugin.released.countDown();
        }
        assertEquals(OperationState.SUCCEEDED, end(running).state());
        assertSaid(why(name), "is unhealthy", "No operation uses it.");
        bundle.uninstall();
        assertEquals(ProblemKind.NOT_FOUND, assertThrows(RedoubtException.class, () -> why(name)).kind());
    }

    @Test
    void aPluginThatCannotBeActivated() throws Exception {
        Bundle bundle = framework.install("failing", jars.bytes("org.example.failing", "1.0.0", PluginJar.type("Failing"), PluginJar.property("fail", "no licence")));
        try {
            assertTrue(registry.select(Selector.protect("Failing", Optional.empty())).lease().isEmpty());
            Explanation explained = why("org.example.failing");
            assertSaid(explained, "is failed: ", "no licence");
            assertAdvised(explained, "Mend what is said above");
            assertTrue(explained.since().isPresent(), explained::toString);
        } finally {
            // As long as it is there nobody knows what it would find, so nothing is protected.
            bundle.uninstall();
        }
    }

    @Test
    void aPluginWhoseBundleIsNotResolvedNotStartedOrOffersNothing() throws Exception {
        Instant before = now();
        byte[] jar = new BundleJar("org.example.lacking", "2.0.0").header("Import-Package", "no.such.thing,or.not;resolution:=optional").bytes();
        Bundle lacking = framework.context().installBundle("lacking", new ByteArrayInputStream(jar));
        Explanation unresolved = why("org.example.lacking");
        assertSaid(unresolved, "The bundle org.example.lacking 2.0.0, number " + lacking.getBundleId() + ", is not resolved", "no.such.thing");
        assertFalse(unresolved.sentences().stream().anyMatch(said -> said.contains("or.not")), unresolved::toString);
        assertSince(before, unresolved);
        assertAdvised(unresolved, "Install what provides it");

        Bundle probe = framework.install("stopped", jars.bytes("org.example.stopped", "1.0.0", PluginJar.type("Stopped")));
        probe.stop();
        assertSaid(why("org.example.stopped"), "is installed, but not started.");
        framework.install("empty", new BundleJar("org.example.empty", "1.0.0").bytes());
        assertSaid(why("org.example.empty"), "offers no plugin");
    }

    @Test
    void anOperationWhoseBankIsAway() throws Exception {
        PatientPlugin plugin = new PatientPlugin("Banked");
        Bundle bundle = patient("org.example.banked", plugin);
        OperationHandle running = protect("Banked", "one");
        CompletableFuture<Void> gone;
        try {
            assertTrue(plugin.held.await(2, TimeUnit.MINUTES));
            assertFalse(why(running.id().value()).sentences().stream().anyMatch(said -> said.contains("cannot be used now")));
            Bank same = framework.context().getService(bank.getReference());
            gone = CompletableFuture.runAsync(bank::unregister);
            awaitThat(() -> why(running.id().value()).sentences().stream().anyMatch(said -> said.startsWith("Its bank \"disk\" cannot be used now: ")));
            Explanation explained = why(running.id().value());
            assertSaid(explained, "The protect is running", "There is no bank named \"disk\" now.");
            assertAdvised(explained, "`redoubt why default` tells more of the bank.");
            assertEquals(Optional.of(running.view().startedAt()), explained.since());
            bank = framework.context().registerService(Bank.class, same, new Hashtable<>(Map.of(Bank.NAME, "disk")));
        } finally {
            plugin.released.countDown();
        }
        assertEquals(OperationState.SUCCEEDED, end(running).state(), () -> running.view().problems().toString());
        gone.get(2, TimeUnit.MINUTES);
        bundle.uninstall();
    }

    @Test
    void anOperationWithAStepThatIsParked() throws Exception {
        String name = "org.example.parking";
        PatientPlugin plugin = new PatientPlugin("Parked");
        plugin.released.countDown();
        Bundle bundle = patient(name, plugin);
        OperationView failed = end(protect("Parked", PatientPlugin.FAILS));
        assertEquals(OperationState.FAILED, failed.state());
        assertEquals(1, failed.openUndoSteps());
        Explanation tried = why(failed.id().value());
        assertSaid(tried, "1 step is still to be taken back:", "detach of Parked#fails, registered by " + name + " 1.0.0, tried ", "The array is away.");
        assertAdvised(tried, "`redoubt undo " + failed.id() + "` tries them at once.");
        assertSaid(why(name), "is active.", "1 step of the protect " + failed.id() + " waits for it to be taken back.");

        bundle.uninstall();
        Explanation parked = why(failed.id().value());
        assertSaid(parked, "A step of the plugin " + name + " 1.0.0 for the type \"Parked\" cannot be taken back now: it is not installed.");
        assertAdvised(parked, "Install the plugin " + name + " again; the step is taken back as soon as it is there.");
        Explanation missing = why(name);
        assertEquals("The plugin " + name + " is not here.", missing.sentences().getFirst());
        assertSaid(missing, "1 step of the protect " + failed.id() + " waits for it to be taken back.");
        assertAdvised(missing, "Install it again");
    }
}
