package org.redoubt.engine.operation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.osgi.framework.Filter;
import org.osgi.framework.Version;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.plan.Plan;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.service.CollectRequest;
import org.redoubt.api.service.Collection;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.PluginView;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.vault.Vault;
import org.redoubt.engine.collection.BankCollections;
import org.redoubt.engine.home.RuntimeHome;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.Shutdown;
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
import org.redoubt.engine.service.Activities;
import org.redoubt.engine.undo.LateHooks;
import org.redoubt.engine.undo.RunningAttempts;
import org.redoubt.testkit.bank.MemoryBank;
import org.redoubt.testkit.journal.MemoryJournal;
import org.redoubt.vault.VaultService;
import org.redoubt.vault.key.KeyHome;
import org.redoubt.vault.live.LiveSettings;
import org.redoubt.vault.session.SessionSettings;

/** An engine over banks in memory, with plugins and a graph that a test gives; all the rest is real. */
final class Fixture implements AutoCloseable {
    static final Caller CALLER = Caller.of("tester", ProjectId.DEFAULT);
    static final Resource SERVER = Resource.of("Toy::Server", "s", "server");
    static final Resource ONE = Resource.of("Toy::Volume", "one", "one");
    static final Resource TWO = Resource.of("Toy::Volume", "two", "two");
    /** One for all, as what it keeps is dear to make. */
    private static final ParameterResolver RESOLVER = new ParameterResolver();

    final Map<String, Bank> banks = new HashMap<>(Map.of("default", new MemoryBank(), "other", new MemoryBank()));
    final Map<String, ProtectionPlugin> plugins = new HashMap<>();
    final ToyPlugin toy = new ToyPlugin();
    final OperationCatalog operations;
    final BankCollections collections;
    final Engine engine;
    final Leases services = new Leases(new Shutdown());
    final Journal journal;
    final AtomicInteger journalLeases = new AtomicInteger();
    /** How many providers are leased. */
    final AtomicInteger leased = new AtomicInteger();
    volatile Timeouts timeouts = Timeouts.DEFAULT;
    private final List<PinnedPlugin> pinned = new CopyOnWriteArrayList<>();
    final VaultService vault;
    private final ResourceGraph graph;

    Fixture(Path home) throws Exception {
        this(home, serverWithTwoVolumes());
    }

    Fixture(Path home, ResourceGraph graph) throws Exception {
        this(home, graph, Patience.DEFAULT);
    }

    Fixture(Path home, ResourceGraph graph, Patience patience) throws Exception {
        this(home, graph, patience, new MemoryJournal());
    }

    Fixture(Path home, ResourceGraph graph, Patience patience, Journal journal) throws Exception {
        this(home, graph, patience, journal, new Dispatcher(4, 16));
    }

    Fixture(Path home, ResourceGraph graph, Patience patience, Journal journal, Dispatcher dispatcher) throws Exception {
        this(home, graph, patience, journal, dispatcher, LiveSettings.DEFAULT);
    }

    Fixture(Path home, ResourceGraph graph, Patience patience, Journal journal, Dispatcher dispatcher, LiveSettings live) throws Exception {
        this(home, graph, patience, journal, dispatcher, live, services -> Surroundings.of(graph));
    }

    Fixture(Path home, ResourceGraph graph, Patience patience, Journal journal, Dispatcher dispatcher, LiveSettings live,
            Function<Leases, Surroundings> found) throws Exception {
        this.graph = graph;
        this.journal = journal;
        this.vault = new VaultService(new SessionSettings(3, 16 << 20, home), live, KeyHome.in(home), 2);
        InstantSource clock = InstantSource.system();
        plugins.put("Toy::Server", toy);
        plugins.put("Toy::Volume", toy);
        toy.world.putAll(Map.of("s", "a server", "one", "the first volume", "two", "the second volume"));
        RuntimeHome runtime = RuntimeHome.open(home);
        Providers providers = new Providers();
        Surroundings surroundings = found.apply(services);
        this.engine = new Engine(clock, new Ids(clock), runtime, dispatcher, new Registry(), surroundings.discovery(), providers,
                new BankLeases(providers, runtime.owner(), new Settings(() -> Rhythm.DEFAULT, Ticks.SYSTEM)), surroundings.snapshotters(),
                surroundings.secrets(), RESOLVER, new PlanStore(runtime.plans()),
                () -> new HeldJournal(journal, journalLeases), new RunningAttempts(), new LateHooks(), patience, () -> timeouts);
        this.operations = new OperationCatalog(engine, services);
        this.collections = new BankCollections(engine, operations);
    }

    static ResourceGraph serverWithTwoVolumes() {
        try {
            return ResourceGraph.builder().add(SERVER).add(ONE).add(TWO).edge(SERVER.ref(), ONE.ref()).edge(SERVER.ref(), TWO.ref()).build();
        } catch (CycleException e) {
            throw new IllegalStateException(e);
        }
    }

    ProtectRequest protectAll() {
        return protectAll("all");
    }

    /** By a plan of another name. */
    ProtectRequest protectAll(String name) {
        Plan.Builder plan = Plan.builder(name);
        graph.roots().forEach(root -> plan.resource(root.ref()));
        return ProtectRequest.of(plan.build());
    }

    OperationHandle begin(OperationRequest request) throws RedoubtException {
        return operations.start(CALLER, request);
    }

    OperationView run(OperationRequest request) throws Exception {
        return end(begin(request));
    }

    static OperationView end(OperationHandle handle) throws Exception {
        return handle.done().toCompletableFuture().get(5, TimeUnit.MINUTES);
    }

    /** Waits until the plugin has noted something so many times. */
    void awaitLog(String line, int times) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (toy.log.stream().filter(line::equals).count() < times) {
            if (System.nanoTime() > end) {
                throw new AssertionError(line + " is not " + times + " times among " + toy.log);
            }
            Thread.sleep(1);
        }
    }

    /** The documents in a bank, opened. */
    Bank documents(String name) {
        return vault.documents(banks.get(name));
    }

    /** Collects a bank, purging all that is deleted. */
    Collection collect() throws RedoubtException {
        return collections.collect(CALLER, CollectRequest.of("default").withoutGrace(), CollectListener.NONE);
    }

    /** All that goes on, as the engine stops it. */
    Activities activities() {
        return new Activities(operations, collections);
    }

    CheckpointFinder finder() {
        return new CheckpointFinder(engine);
    }

    @Override
    public void close() {
        activities().close();
        engine.dispatcher().close();
        vault.close();
    }

    private final class Registry implements PluginRegistry {
        @Override
        public Selection select(Selector selector) {
            return new Answer(selector.type());
        }

        @Override
        public Selection select(UndoSelector selector) {
            return new Answer(selector.type());
        }

        @Override
        public void markUnhealthy(PluginId id, String reason) {
            toy.log.add("unhealthy " + id.name());
        }

        @Override
        public List<PluginView> views() {
            return List.of();
        }

        @Override
        public List<String> types(Optional<Filter> filter) {
            return plugins.keySet().stream().sorted().toList();
        }

        @Override
        public CompletionStage<Boolean> drain(long bundleId, Duration grace) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void undrain(long bundleId) {
            // Nothing is ever drained here.
        }
    }

    private final class Answer implements Selection {
        private final String type;
        private final Optional<PluginLease> lease;

        Answer(String type) {
            this.type = type;
            this.lease = Optional.ofNullable(plugins.get(type)).map(PinnedPlugin::new);
        }

        @Override
        public Optional<PluginLease> lease() {
            return lease;
        }

        @Override
        public List<Candidate> candidates() {
            return List.of();
        }

        @Override
        public String why() {
            return "No plugin protects " + type + ".";
        }

        @Override
        public Problem problem() {
            return Problem.of(ProblemKind.NOT_FOUND, why());
        }
    }

    /** How many leases on plugins and providers are not given back. */
    int leased() {
        return leased.get() + pinned.size();
    }

    /** All plugins that are in use go away: first those who hold them are told, then they are gone. */
    void pluginsLeave() {
        List<PinnedPlugin> now = List.copyOf(pinned);
        now.forEach(plugin -> plugin.farewell.run());
        now.forEach(plugin -> plugin.gone = true);
    }

    private final class PinnedPlugin implements PluginLease {
        private volatile Optional<ProtectionPlugin> plugin;
        private volatile Runnable farewell = () -> { };
        private volatile boolean gone;

        PinnedPlugin(ProtectionPlugin plugin) {
            this.plugin = Optional.of(plugin);
            pinned.add(this);
        }

        @Override
        public ProtectionPlugin plugin() {
            return plugin.orElseThrow(() -> new IllegalStateException("The lease is closed."));
        }

        @Override
        public PluginId id() {
            return new PluginId("org.example.toy", new Version(1, 2, 3), 7);
        }

        @Override
        public Optional<Mains> mains() {
            return plugin.filter(ToyPlugin.class::isInstance).map(ToyPlugin.class::cast).flatMap(toy -> toy.mains);
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
            return gone;
        }

        @Override
        public void onAbandoned(Runnable action) {
            farewell = action;
        }

        @Override
        public void close() {
            plugin = Optional.empty();
            farewell = () -> { };
            pinned.remove(this);
        }
    }

    private final class Providers implements ProviderRegistry {
        @Override
        public List<ProviderView> views() {
            List<ProviderView> views = new ArrayList<>();
            banks.keySet().stream().sorted().forEach(name -> views.add(view(name)));
            return views;
        }

        @Override
        public List<String> names() {
            return banks.keySet().stream().sorted().toList();
        }

        @Override
        public ProviderView view(String name) {
            return new ProviderView(name, "", name, Optional.empty(), "", List.of(), Optional.empty());
        }

        @Override
        public Map<String, Optional<Problem>> banks() {
            Map<String, Optional<Problem>> known = new HashMap<>();
            banks.keySet().forEach(name -> known.put(name, Optional.empty()));
            return known;
        }

        @Override
        public Provider provider(String name) throws RedoubtException {
            if (!banks.containsKey(name)) {
                throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no provider \"" + name + "\"."));
            }
            return new Provider(name, "", name, Optional.empty(), Provider.GRACE, Optional.empty(), Optional.of("default").filter(original -> name.equals("replica")));
        }

        @Override
        public ProviderLease lease(String name) throws RedoubtException {
            Provider provider = provider(name);
            String bankId = banks.get(name).id();
            AtomicBoolean returned = new AtomicBoolean();
            leased.incrementAndGet();
            Bank bank = lent(banks.get(name), returned);
            Bank documents = vault.documents(bank);
            return new ProviderLease() {
                @Override
                public Provider provider() {
                    return provider;
                }

                @Override
                public Bank bank() {
                    return bank;
                }

                @Override
                public Bank documents() {
                    return documents;
                }

                @Override
                public String bankId() {
                    return bankId;
                }

                @Override
                public Vault vault() {
                    return vault;
                }

                @Override
                public void close() {
                    if (!returned.getAndSet(true)) {
                        leased.decrementAndGet();
                    }
                }
            };
        }

        /** A bank that nobody may use after he has given it back. */
        private static Bank lent(Bank bank, AtomicBoolean returned) {
            return (Bank) Proxy.newProxyInstance(Bank.class.getClassLoader(), new Class<?>[] {Bank.class}, (proxy, called, arguments) -> {
                if (returned.get()) {
                    throw new IllegalStateException("The bank was given back.");
                }
                try {
                    return called.invoke(bank, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }
    }

    private record HeldJournal(Journal service, AtomicInteger held) implements Lease<Journal> {
        HeldJournal {
            held.incrementAndGet();
        }

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
            held.decrementAndGet();
        }
    }
}
