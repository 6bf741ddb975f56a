package org.redoubt.engine.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.redoubt.api.access.Secret;
import org.redoubt.api.access.SecretStore;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.OperationState;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.server.ServerDriver;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.discovery.DiscoveryLimits;
import org.redoubt.engine.discovery.OfferedProtectables;
import org.redoubt.engine.framework.OfferedService;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lattice.LeapingClock;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.owner.Rhythm;
import org.redoubt.engine.owner.Settings;
import org.redoubt.engine.owner.Ticks;
import org.redoubt.engine.owner.Watch;
import org.redoubt.engine.owner.Workers;
import org.redoubt.engine.provider.OfferedServices;
import org.redoubt.testkit.bank.FaultBank;
import org.redoubt.testkit.journal.FaultJournal;
import org.redoubt.vault.live.LiveSettings;

/**
 * An engine over an estate of which a checkpoint was made before, of which every part can fail, and what has to hold whatever has failed.
 */
final class FaultScene implements AutoCloseable {
    static final Resource THREE = Resource.of("Toy::Volume", "three", "three");
    static final Map<String, String> EARLIER = Map.of("s", "an older server", "one", "once the first", "two", "once the second", "three", "once the third");
    private static final Map<String, String> NOW = Map.of("s", "a server", "one", "the first volume", "two", "the second volume", "three", "the third volume");
    private static final Duration LIMIT = Duration.ofMillis(1);

    /**
     * What every scene begins with.
     *
     * @param remains what there is
     * @param contents what the bank holds
     * @param made the operation that has made the checkpoint
     */
    record Before(Remains remains, Map<Key, byte[]> contents, Optional<OperationView> made) {
    }

    final Sites bankSites = new Sites();
    final Sites pluginSites = new Sites();
    final Rough rough = new Rough(pluginSites);
    /** Comes before what {@link #rough} does. */
    final Rough first = new Rough(new Sites());
    final LeapingClock clock = new LeapingClock();
    final Estate estate;
    final FaultBank bank;
    /** Where copies go. */
    final FaultBank other;
    final FaultJournal journal;
    final Fixture fixture;
    private final Remains remains;
    private final Before before;
    private final Path home;

    /** What is run in a scene. */
    interface Request {
        OperationRequest on(FaultScene scene);
    }

    private FaultScene(Path home, Before before, Remains remains, Patience patience, Consumer<FaultJournal> faults) throws Exception {
        this.home = home;
        this.before = before;
        this.estate = remains.estate();
        this.bank = new FaultBank(remains.bank());
        this.other = new FaultBank(remains.other());
        this.remains = remains;
        this.journal = new FaultJournal(remains.journal());
        faults.accept(journal);
        this.fixture = new Fixture(home, graph(), patience, journal, new Dispatcher(4, 16, clock), LiveSettings.DEFAULT,
                services -> surroundings(services, patience));
        fixture.timeouts = new Timeouts(Optional.of(LIMIT), Optional.of(LIMIT), Optional.empty());
        fixture.banks.put("default", bank);
        fixture.banks.put("other", other);
        EstatePlugin plugin = new EstatePlugin(estate, rough.over(ServerDriver.class, new EstateDriver(estate)), rough);
        fixture.plugins.put("Toy::Server", first.over(rough.over(plugin)));
        fixture.plugins.put("Toy::Volume", first.over(rough.over(plugin)));
        fixture.operations.recover();
    }

    private static ResourceGraph graph() {
        try {
            return ResourceGraph.builder().add(Fixture.SERVER).add(Fixture.ONE).add(Fixture.TWO).add(THREE)
                    .edge(Fixture.SERVER.ref(), Fixture.ONE.ref()).edge(Fixture.SERVER.ref(), Fixture.TWO.ref()).build();
        } catch (CycleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All that the engine asks besides plugins and banks. */
    private Surroundings surroundings(Leases services, Patience patience) {
        ResourceGraph graph = graph();
        DiscoveryLimits limits = new DiscoveryLimits(DiscoveryLimits.DEFAULT.parallelism(), patience.question(), patience.question());
        List<ProtectablePlugin> protectables = List.of(new EstateProtectable("Toy::Server", Set.of(), graph),
                new EstateProtectable("Toy::Volume", Set.of("Toy::Server"), graph));
        SecretStore store = (caller, name) -> Optional.of(new Secret("open".toCharArray()));
        return new Surroundings(
                OfferedProtectables.of(services, limits, protectables.stream().map(plugin -> rough.over(ProtectablePlugin.class, plugin)).toList()),
                OfferedServices.snapshotters(services, EstateSnapshotter.NAME, rough.over(VolumeSnapshotter.class, new EstateSnapshotter(estate))),
                OfferedServices.secrets(services, rough.over(SecretStore.class, store)));
    }

    /** An estate with one checkpoint. */
    static Before before(Path home) throws Exception {
        Estate estate = new Estate();
        estate.contents.putAll(EARLIER);
        Remains remains = new Remains(estate);
        try (FaultScene scene = new FaultScene(home, new Before(remains, Map.of(), Optional.empty()), remains, Patience.DEFAULT, journal -> { })) {
            OperationView made = scene.fixture.run(scene.fixture.protectAll());
            assertEquals(OperationState.SUCCEEDED, made.state(), () -> made.problems().toString());
            estate.contents.putAll(NOW);
            return new Before(remains, Remains.contents(remains.bank()), Optional.of(made));
        }
    }

    static FaultScene after(Path home, Before before) throws Exception {
        return after(home, before, Patience.DEFAULT);
    }

    /** With a runtime that waits only so long. */
    static FaultScene after(Path home, Before before, Patience patience) throws Exception {
        return new FaultScene(home, before, before.remains().copy(), patience, journal -> { });
    }

    /** What the next process finds when this one is gone, and nothing fails any more. */
    FaultScene restarted() throws Exception {
        fixture.close();
        return new FaultScene(home, before, remains, Patience.DEFAULT, journal -> { });
    }

    /** What the next process finds of a copy of what was left, with a journal that something is wrong with. */
    static FaultScene after(Path home, Before before, Remains left, Consumer<FaultJournal> faults) throws Exception {
        return new FaultScene(home, before, left.copy(), Patience.DEFAULT, faults);
    }

    /** What would be found now by the next process. */
    Remains remains() throws Exception {
        return remains.copy();
    }

    /** What there is when it has happened. */
    Aftermath aftermath() {
        return new Aftermath(this, remains.journal(), before, home);
    }

    /** The checkpoint that was there before. */
    CheckpointId made() {
        return before.made().orElseThrow().checkpoint();
    }

    /** Runs an operation; empty if it was refused. */
    Optional<OperationView> run(OperationRequest request) throws Exception {
        return ended(begin(request));
    }

    /** The same with a call that is held until nobody waits for it any more. */
    Optional<OperationView> run(OperationRequest request, Held held) throws Exception {
        CompletableFuture<OperationHandle> begun = begin(request);
        outwait(held, begun);
        return ended(begun);
    }

    private CompletableFuture<OperationHandle> begin(OperationRequest request) {
        CompletableFuture<OperationHandle> begun = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                begun.complete(fixture.begin(request));
            } catch (Throwable refused) {
                begun.completeExceptionally(refused);
            }
        });
        return begun;
    }

    private static Optional<OperationView> ended(CompletableFuture<OperationHandle> begun) throws Exception {
        try {
            return Optional.of(Fixture.end(begun.get(5, TimeUnit.MINUTES)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedoubtException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Lets the time pass while a call is held, and lets go of it when nobody waits for it, or nobody will stop waiting. */
    private void outwait(Held held, CompletableFuture<OperationHandle> begun) throws Exception {
        await(() -> held.caught() || over(begun), "a call to be held");
        clock.leap();
        await(() -> over(begun) || !held.bounded() && isIdle(begun),
                "the end of the patience with " + held.thread());
        held.release();
        if (!begun.isCompletedExceptionally()) {
            await(() -> over(begun), "the end of the operation");
        }
        clock.stand();
    }

    /** Runs an operation while the journal answers nothing from a record on, for longer than hooks are waited for. */
    Optional<OperationView> outwait(OperationRequest request, long record) throws Exception {
        CompletableFuture<OperationHandle> begun = begin(request);
        await(() -> over(begun) || journal.records() >= record, "the record");
        clock.leap();
        await(() -> over(begun) || isIdle(begun), "the end of the hooks");
        journal.release();
        await(() -> over(begun), "the end of the operation");
        clock.stand();
        return ended(begun);
    }

    private static boolean over(CompletableFuture<OperationHandle> begun) {
        return begun.isDone() && (begun.isCompletedExceptionally() || begun.join().done().toCompletableFuture().isDone());
    }

    /** Whether no hook runs. */
    private static boolean isIdle(CompletableFuture<OperationHandle> begun) {
        return !begun.isDone() || begun.isCompletedExceptionally() || begun.join().progress().running().isEmpty();
    }

    static void await(BooleanSupplier condition, String what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "This did not come: " + what);
            Thread.sleep(1);
        }
    }

    /** All that fails works again, and the runtime has the time to look after what was left. */
    void recover() throws Exception {
        bankSites.heal();
        pluginSites.heal();
        bank.heal();
        other.heal();
        journal.heal();
        journal.release();
        fixture.services.change();
        await(() -> rough.inside() == 0, "the end of all calls of the plugin");
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!unsettled().isEmpty()) {
            assertTrue(System.nanoTime() < end, () -> "It is not settled: " + unsettled());
            Thread.sleep(1);
        }
        watch();
    }

    /** Waits until it has been looked at what became of an operation whose end was not recorded, and returns that. */
    OperationState found(OperationId operation) throws Exception {
        await(() -> open().stream().noneMatch(view -> view.id().equals(operation)), "what became of " + operation);
        return fixture.operations.show(Fixture.CALLER.project(), operation).state();
    }

    /** Whether all leases on what discovers, takes snapshots and keeps secrets are given back; they are waited for. */
    boolean gaveBack() throws Exception {
        try {
            return fixture.services.drain(OfferedService.BUNDLE, Duration.ofMinutes(2)).toCompletableFuture().get();
        } finally {
            fixture.services.undrain(OfferedService.BUNDLE);
        }
    }

    private List<OperationView> open() {
        try {
            return fixture.operations.list(Fixture.CALLER.project(), true, 100);
        } catch (RedoubtException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** What waits for nobody's word, and has not come to its end. */
    private List<OperationView> unsettled() {
        return open().stream().filter(view -> view.state() != OperationState.INTERRUPTED || view.openUndoSteps() > 0
                || view.type() == OperationType.DELETE || view.type() == OperationType.COPY).toList();
    }

    private void watch() throws Exception {
        Workers workers = new Workers() {
            @Override
            public boolean isRunning(OperationId operation) {
                return fixture.operations.isRunning(operation);
            }

            @Override
            public boolean goesOn(OperationId operation) {
                return fixture.operations.goesOn(operation);
            }
        };
        Watch watch = new Watch(fixture.engine.providers(), fixture.engine.home().owner(), workers, new Settings(() -> Rhythm.DEFAULT, Ticks.SYSTEM),
                InstantSource.system()).start();
        try {
            await(() -> unfinished().isEmpty(), "an end of what is unfinished in the banks");
        } finally {
            watch.close();
        }
    }

    private List<String> unfinished() {
        return fixture.banks.values().stream().flatMap(each -> {
            try {
                return each.list(Prefix.of("unfinished"), Optional.empty(), 1000).objects().stream().map(object -> object.key().toString());
            } catch (BankException unreadable) {
                throw new AssertionError(unreadable);
            }
        }).toList();
    }

    List<StoredCheckpoint> checkpoints(String provider) throws Exception {
        try (CheckpointFinder.Stores stores = fixture.finder().open(Optional.of(provider))) {
            return stores.catalog().list(Fixture.CALLER.project(), CheckpointQuery.all());
        }
    }

    CheckpointStatus status(CheckpointId id) throws Exception {
        try (CheckpointFinder.Located located = fixture.finder().locate(Fixture.CALLER, id)) {
            return located.stored().status();
        }
    }

    @Override
    public void close() {
        fixture.close();
    }
}
