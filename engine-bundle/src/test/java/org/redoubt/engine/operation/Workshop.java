package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.ResourceType;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.service.CollectRequest;
import org.redoubt.api.service.Collection;
import org.redoubt.engine.collection.BankCollections;
import org.redoubt.engine.framework.BundleJar;
import org.redoubt.engine.framework.TestFramework;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.plugin.PluginRegistry;

/** A meeting in a framework, whose plugin is the service of a bundle that is upgraded as the plugin commands do it. */
final class Workshop implements AutoCloseable {
    private final TestFramework framework;
    private final PluginRegistry registry;
    private final Meeting meeting;
    private final List<Bundle> bundles = new CopyOnWriteArrayList<>();

    Workshop(TestFramework framework, Path home) throws Exception {
        this.framework = framework;
        this.registry = framework.service(PluginRegistry.class);
        Leases leases = framework.service(Leases.class);
        this.meeting = new Meeting(home, (engine, plugin) -> {
            install(plugin);
            return new OperationCatalog(with(engine, registry), leases);
        });
    }

    private static Engine with(Fixture fixture, PluginRegistry registry) {
        Engine engine = fixture.engine;
        return new Engine(engine.clock(), engine.ids(), engine.home(), engine.dispatcher(), registry, engine.discovery(), engine.providers(), engine.leases(),
                engine.snapshotters(), engine.secrets(), engine.parameters(), engine.plans(), engine.journals(), engine.attempts(), engine.lateHooks(),
                engine.patience(), engine.timeouts());
    }

    Meeting meeting() {
        return meeting;
    }

    /** Collects, purging all that is deleted. */
    Collection collect(CollectListener listener) throws RedoubtException {
        try (BankCollections collections = new BankCollections(with(meeting.engine, registry), meeting.operations)) {
            return collections.collect(Fixture.CALLER, CollectRequest.of("default").withoutGrace(), listener);
        }
    }

    /** The bundle whose plugin is used at first. */
    Bundle first() {
        return bundles.getFirst();
    }

    private void install(ProtectionPlugin plugin) throws Exception {
        byte[] jar = new BundleJar("org.example.toy", "1." + bundles.size() + ".0").header("Import-Package", "org.redoubt.api.protection").bytes();
        Bundle bundle = framework.install(UUID.randomUUID().toString(), jar);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ResourceType.PROPERTY, new String[] {"Toy::Server", "Toy::Volume"});
        bundle.getBundleContext().registerService(ProtectionPlugin.class, plugin, properties);
        bundles.add(bundle);
    }

    /** Installs a later version beside the last one, which is to go when nobody uses it any more. */
    Upgrade upgrade() throws Exception {
        Bundle old = bundles.getLast();
        ToyPlugin toy = new ToyPlugin();
        toy.world.putAll(meeting.engine.toy.world);
        StagedPlugin next = new StagedPlugin(toy);
        List<OperationType> used = new CopyOnWriteArrayList<>();
        for (OperationType type : OperationType.values()) {
            next.inMain(type, "one", context -> used.add(type));
        }
        install(next);
        return new Upgrade(old, registry.drain(old.getBundleId(), Duration.ofMinutes(10)).toCompletableFuture(), used);
    }

    /**
     * An upgrade that goes on until nobody uses the old bundle any more.
     *
     * @param old the bundle that is to go
     * @param idle completes when it can
     * @param used what the new plugin was used for
     */
    record Upgrade(Bundle old, CompletableFuture<Boolean> idle, List<OperationType> used) {
        boolean ended() {
            return idle.isDone();
        }

        void end() throws Exception {
            assertTrue(idle.get(2, TimeUnit.MINUTES));
            old.uninstall();
        }
    }

    @Override
    public void close() throws BundleException {
        meeting.close();
        for (Bundle bundle : bundles) {
            if (bundle.getState() == Bundle.ACTIVE) {
                bundle.uninstall();
            }
        }
    }
}
