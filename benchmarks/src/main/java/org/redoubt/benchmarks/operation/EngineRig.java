package org.redoubt.benchmarks.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Filter;
import org.osgi.framework.Version;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.access.Secret;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.PluginView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.api.vault.Vault;
import org.redoubt.engine.discovery.Discovered;
import org.redoubt.engine.discovery.Discovery;
import org.redoubt.engine.home.RuntimeHome;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.Shutdown;
import org.redoubt.engine.operation.Engine;
import org.redoubt.engine.operation.Ids;
import org.redoubt.engine.operation.OperationCatalog;
import org.redoubt.engine.operation.Patience;
import org.redoubt.engine.operation.Timeouts;
import org.redoubt.engine.owner.BankLeases;
import org.redoubt.engine.owner.Rhythm;
import org.redoubt.engine.owner.Settings;
import org.redoubt.engine.owner.Ticks;
import org.redoubt.engine.parameter.ParameterResolver;
import org.redoubt.engine.plan.PlanStore;
import org.redoubt.engine.plugin.Candidate;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.plugin.PluginRegistry;
import org.redoubt.engine.plugin.Selection;
import org.redoubt.engine.plugin.Selector;
import org.redoubt.engine.plugin.UndoSelector;
import org.redoubt.engine.provider.Provider;
import org.redoubt.engine.provider.ProviderLease;
import org.redoubt.engine.provider.ProviderRegistry;
import org.redoubt.engine.provider.Snapshotters;
import org.redoubt.engine.undo.LateHooks;
import org.redoubt.engine.undo.RunningAttempts;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.session.SessionSettings;

/** The whole engine without a framework: one graph, one plugin for all of it, one bank, one journal. */
final class EngineRig implements AutoCloseable {
    static final Caller CALLER = Caller.of("benchmark", ProjectId.DEFAULT);

    private final ResourceGraph graph;
    private final ProtectionPlugin plugin;
    private final Bank bank;
    private final VaultService vault;
    private final Engine engine;
    private final OperationCatalog operations;

    EngineRig(Path home, ResourceGraph graph, ProtectionPlugin plugin, Bank bank, Journal journal) throws RedoubtException {
        this.graph = graph;
        this.plugin = plugin;
        this.bank = bank;
        this.vault = new VaultService(new SessionSettings(3, 16 << 20, home), KeyHome.in(home), 2);
        InstantSource clock = InstantSource.system();
        RuntimeHome runtime = RuntimeHome.open(home);
        Providers providers = new Providers();
        this.engine = new Engine(clock, new Ids(clock), runtime, new Dispatcher(4), new Registry(), new OneGraph(), providers,
                new BankLeases(providers, runtime.owner(), new Settings(() -> Rhythm.DEFAULT, Ticks.SYSTEM)), new NoSnapshotters(),
                (caller, reference) -> new Secret(new char[0]), new ParameterResolver(), new PlanStore(runtime.plans()),
                () -> new Held<>(journal), new RunningAttempts(), new LateHooks(), Patience.DEFAULT, () -> Timeouts.DEFAULT);
        this.operations = new OperationCatalog(engine, new Leases(new Shutdown()));
    }

    OperationCatalog operations() {
        return operations;
    }

    OperationHandle protect() throws RedoubtException {
        Plan.Builder plan = Plan.builder("all");
        graph.roots().forEach(root -> plan.resource(root.ref()));
        return operations.start(CALLER, ProtectRequest.of(plan.build()));
    }

    @Override
    public void close() {
        operations.close();
        engine.dispatcher().close();
        vault.close();
    }

    private record Held<S>(S service) implements Lease<S> {
        @Override
        public Offer offer() {
            throw new UnsupportedOperationException("It is no service of a framework.");
        }

        @Override
        public boolean draining() {
            return false;
        }

        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void onAbandoned(Runnable action) {
            // It never leaves.
        }

        @Override
        public void close() {
            // Nothing is counted here.
        }
    }

    private record HeldPlugin(ProtectionPlugin plugin) implements PluginLease {
        @Override
        public PluginId id() {
            return new PluginId("org.example.benchmark", new Version(1, 0, 0), 1);
        }

        @Override
        public Optional<Mains> mains() {
            return Optional.empty();
        }

        @Override
        public Version format() {
            return new Version(1, 0, 0);
        }

        @Override
        public boolean draining() {
            return false;
        }

        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void onAbandoned(Runnable action) {
            // It never leaves.
        }

        @Override
        public void close() {
            // Nothing is counted here.
        }
    }

    private final class Registry implements PluginRegistry, Selection {
        @Override
        public Selection select(Selector selector) {
            return this;
        }

        @Override
        public Selection select(UndoSelector selector) {
            return this;
        }

        @Override
        public void markUnhealthy(PluginId id, String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public List<PluginView> views() {
            return List.of();
        }

        @Override
        public List<String> types(Optional<Filter> filter) {
            return List.of();
        }

        @Override
        public CompletionStage<Boolean> drain(long bundleId, Duration grace) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void undrain(long bundleId) {
            // Nothing is ever drained.
        }

        @Override
        public Optional<PluginLease> lease() {
            return Optional.of(new HeldPlugin(plugin));
        }

        @Override
        public List<Candidate> candidates() {
            return List.of();
        }

        @Override
        public String why() {
            return "There is one plugin.";
        }

        @Override
        public Problem problem() {
            return Problem.of(ProblemKind.NOT_FOUND, why());
        }
    }

    private final class OneGraph implements Discovery {
        @Override
        public List<String> types() {
            return List.of();
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public List<Resource> list(Caller caller, String type) {
            return graph.resources();
        }

        @Override
        public Resource show(Caller caller, String type, String id) {
            return graph.resource(graph.number(new ResourceRef(type, id)).orElseThrow());
        }

        @Override
        public Discovered graph(Caller caller, List<ResourceRef> roots, BooleanSupplier cancelled) {
            Map<ResourceRef, ResourceRef> same = new HashMap<>();
            roots.forEach(root -> same.put(root, root));
            return new Discovered(graph, same);
        }
    }

    private final class Providers implements ProviderRegistry {
        @Override
        public List<ProviderView> views() {
            return List.of(view("default"));
        }

        @Override
        public List<String> names() {
            return List.of("default");
        }

        @Override
        public Map<String, Optional<Problem>> banks() {
            return Map.of();
        }

        @Override
        public ProviderView view(String name) {
            return new ProviderView(name, "", name, Optional.empty(), "", List.of(), Optional.empty());
        }

        @Override
        public Provider provider(String name) {
            return new Provider(name, "", name, Optional.empty(), Provider.GRACE);
        }

        @Override
        public ProviderLease lease(String name) throws RedoubtException {
            return new HeldProvider(provider(name), bank, vault.documents(bank), id(bank), vault);
        }

        private static String id(Bank bank) throws BankException {
            return bank.id();
        }
    }

    private record HeldProvider(Provider provider, Bank bank, Bank documents, String bankId, Vault vault) implements ProviderLease {
        @Override
        public void close() {
            // Nothing is counted here.
        }
    }

    private static final class NoSnapshotters implements Snapshotters {
        @Override
        public Choice select(List<VolumeSource> volumes) {
            return new Choice(Optional.empty(), List.of());
        }

        @Override
        public Optional<Lease<VolumeSnapshotter>> named(String name) {
            return Optional.empty();
        }
    }
}
