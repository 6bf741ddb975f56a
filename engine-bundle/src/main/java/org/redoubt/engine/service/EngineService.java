package org.redoubt.engine.service;

import java.lang.System.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.redoubt.api.access.Action;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.Checkpoints;
import org.redoubt.api.service.CollectListener;
import org.redoubt.api.service.CollectRequest;
import org.redoubt.api.service.Collection;
import org.redoubt.api.service.Contents;
import org.redoubt.api.service.CopyRequest;
import org.redoubt.api.service.DeleteRequest;
import org.redoubt.api.service.Explanation;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationPlan;
import org.redoubt.api.service.OperationRequest;
import org.redoubt.api.service.Operations;
import org.redoubt.api.service.Plans;
import org.redoubt.api.service.Plugins;
import org.redoubt.api.service.ProtectRequest;
import org.redoubt.api.service.Protectables;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.service.Providers;
import org.redoubt.api.service.RestoreRequest;
import org.redoubt.api.service.Upkeep;
import org.redoubt.api.service.VerifyRequest;
import org.redoubt.api.settings.UnknownSettings;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.engine.collection.BankCollections;
import org.redoubt.engine.discovery.Discovery;
import org.redoubt.engine.home.RuntimeHome;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Shutdown;
import org.redoubt.engine.operation.CheckpointFinder;
import org.redoubt.engine.operation.Engine;
import org.redoubt.engine.operation.Ids;
import org.redoubt.engine.operation.OperationCatalog;
import org.redoubt.engine.operation.Patience;
import org.redoubt.engine.operation.Timeouts;
import org.redoubt.engine.owner.BankLeases;
import org.redoubt.engine.owner.Rhythm;
import org.redoubt.engine.owner.Settings;
import org.redoubt.engine.owner.Ticks;
import org.redoubt.engine.owner.Watch;
import org.redoubt.engine.owner.Workers;
import org.redoubt.engine.parameter.ParameterResolver;
import org.redoubt.engine.plan.PlanStore;
import org.redoubt.engine.plugin.PluginRegistry;
import org.redoubt.engine.provider.AccessControl;
import org.redoubt.engine.provider.Journals;
import org.redoubt.engine.provider.ProviderRegistry;
import org.redoubt.engine.provider.Secrets;
import org.redoubt.engine.provider.Snapshotters;
import org.redoubt.engine.undo.LateHooks;
import org.redoubt.engine.undo.RunningAttempts;
import org.redoubt.engine.upkeep.ProviderUpkeep;

/** The engine as a component: made when everything it needs is there, and stopping its operations before it goes. */
@Component(immediate = true, configurationPid = EngineConfig.PID)
@StaysWithoutConfiguration
@Designate(ocd = EngineConfig.class)
public final class EngineService implements ProtectionService {

    private static final Logger LOG = System.getLogger(EngineService.class.getName());

    private final BundleContext context;
    private final Engine engine;
    private final AccessControl access;
    private final OperationCatalog operations;
    private final BankCollections collections;
    private final Readers readers;
    private final AtomicReference<Rhythm> rhythm;
    private final AtomicReference<Timeouts> timeouts;
    private final Watch watch;
    private final Shutdown.Registration shutdownAction;

    /** Opens the home and begins to accept operations. */
    @Activate
    public EngineService(BundleContext context, EngineConfig config, Map<String, Object> written, @Reference PluginRegistry plugins,
            @Reference Discovery discovery, @Reference ProviderRegistry providers, @Reference Snapshotters snapshotters, @Reference Secrets secrets, @Reference Journals journals,
            @Reference AccessControl access, @Reference Leases leases, @Reference Shutdown shutdown) throws RedoubtException {
        UnknownSettings.warn(LOG, EngineConfig.PID, written, EngineConfig.class);
        this.context = context;
        InstantSource clock = InstantSource.system();
        RuntimeHome home = RuntimeHome.open(home(context, config));
        this.access = access;
        this.rhythm = new AtomicReference<>(rhythm(config));
        this.timeouts = new AtomicReference<>(timeouts(config));
        Settings settings = new Settings(rhythm::get, Ticks.SYSTEM);
        this.engine = new Engine(clock, new Ids(clock), home, new Dispatcher(mains(config)), plugins, discovery, providers,
                new BankLeases(providers, home.owner(), settings), snapshotters, secrets, new ParameterResolver(), new PlanStore(home.plans()), journals,
                new RunningAttempts(), new LateHooks(), Patience.DEFAULT, timeouts::get);
        engine.dispatcher().limitCapacities(CapacityLimits.of(config.capacities()));
        this.operations = new OperationCatalog(engine, leases);
        this.collections = new BankCollections(engine, operations);
        this.readers = new Readers(engine, new CheckpointFinder(engine), operations);
        this.watch = new Watch(providers, home.owner(), workers(), settings, clock).start();
        // What is frozen has to be thawed while its plugin is still there.
        this.shutdownAction = shutdown.before(this::stop);
        operations.recover();
    }

    private void stop() {
        new Activities(operations, collections).close();
    }

    private Workers workers() {
        return new Workers() {
            @Override
            public boolean isRunning(OperationId operation) {
                return operations.isRunning(operation);
            }

            @Override
            public boolean goesOn(OperationId operation) {
                return operations.goesOn(operation);
            }
        };
    }

    private static Rhythm rhythm(EngineConfig config) {
        return new Rhythm(Duration.ofSeconds(Math.max(1, config.leaseRenewal())), Duration.ofSeconds(Math.max(1, config.leaseSilence())),
                Duration.ofSeconds(Math.max(1, config.watchInterval())));
    }

    private static Timeouts timeouts(EngineConfig config) {
        return new Timeouts(limit(config.prepareTimeout()), limit(config.hookTimeout()), limit(config.stallTimeout()));
    }

    private static Optional<Duration> limit(int seconds) {
        return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    private static Path home(BundleContext context, EngineConfig config) {
        String property = context.getProperty("redoubt.home");
        String home = !config.home().isEmpty() ? config.home() : property != null ? property : System.getProperty("user.home") + "/.redoubt";
        return Path.of(home).toAbsolutePath().normalize();
    }

    private static int mains(EngineConfig config) {
        return config.mains() > 0 ? config.mains() : Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    }

    /** Takes new limits over while operations run. */
    @Modified
    void modified(EngineConfig config, Map<String, Object> written) {
        UnknownSettings.warn(LOG, EngineConfig.PID, written, EngineConfig.class);
        engine.dispatcher().limitMains(mains(config));
        engine.dispatcher().limitCapacities(CapacityLimits.of(config.capacities()));
        rhythm.set(rhythm(config));
        timeouts.set(timeouts(config));
    }

    /** Stops all operations, waits until they have been taken back, and ends the threads. */
    @Deactivate
    void deactivate() {
        shutdownAction.close();
        stop();
        watch.close();
        engine.dispatcher().close();
    }

    @Override
    public OperationHandle protect(Caller caller, ProtectRequest request) throws RedoubtException {
        return start(caller, request, request.planName().orElse(""));
    }

    @Override
    public OperationHandle restore(Caller caller, RestoreRequest request) throws RedoubtException {
        return start(caller, request, request.checkpoint().value());
    }

    @Override
    public OperationHandle verify(Caller caller, VerifyRequest request) throws RedoubtException {
        return start(caller, request, request.checkpoint().value());
    }

    @Override
    public OperationHandle copy(Caller caller, CopyRequest request) throws RedoubtException {
        return start(caller, request, request.checkpoint().value());
    }

    @Override
    public OperationHandle delete(Caller caller, DeleteRequest request) throws RedoubtException {
        return start(caller, request, request.checkpoint().value());
    }

    @Override
    public CheckpointView undelete(Caller caller, CheckpointId checkpoint) throws RedoubtException {
        access.check(caller, new Action("undelete", caller.project(), checkpoint.value()));
        return readers.undelete(caller, checkpoint);
    }

    @Override
    public Collection collect(Caller caller, CollectRequest request, CollectListener listener) throws RedoubtException {
        access.check(caller, new Action("collect", caller.project(), request.provider()));
        return collections.collect(caller, request, listener);
    }

    private OperationHandle start(Caller caller, OperationRequest request, String target) throws RedoubtException {
        access.check(caller, new Action(request.type().word(), caller.project(), target));
        return operations.start(caller, request);
    }

    @Override
    public OperationHandle resume(Caller caller, OperationId id) throws RedoubtException {
        access.check(caller, new Action("resume", caller.project(), id.value()));
        return operations.resume(caller.project(), id);
    }

    @Override
    public OperationHandle undo(Caller caller, OperationId id) throws RedoubtException {
        access.check(caller, new Action("undo", caller.project(), id.value()));
        return operations.undo(caller.project(), id);
    }

    @Override
    public OperationPlan plan(Caller caller, OperationRequest request) throws RedoubtException {
        access.check(caller, new Action("plan." + request.type().word(), caller.project(), ""));
        return operations.plan(caller, request);
    }

    @Override
    public List<Problem> check(Caller caller, OperationRequest request) throws RedoubtException {
        access.check(caller, new Action("check." + request.type().word(), caller.project(), ""));
        return operations.check(caller, request);
    }

    @Override
    public Plans plans(Caller caller) {
        return new ProjectPlans(engine, operations, access, caller);
    }

    @Override
    public Checkpoints checkpoints(Caller caller) {
        return readers.checkpoints(access, caller);
    }

    @Override
    public Contents contents(Caller caller) {
        return readers.contents(access, caller);
    }

    @Override
    public Operations operations(Caller caller) {
        return readers.operations(access, caller);
    }

    @Override
    public Providers providers(Caller caller) {
        return readers.providers(access, caller);
    }

    @Override
    public VaultKeys keys(Caller caller, String provider, List<Secret> with) {
        return new ProviderKeys(engine.providers(), provider, with, verb -> access.check(caller, new Action(verb, caller.project(), provider)));
    }

    @Override
    public Upkeep upkeep(Caller caller, String provider) {
        return new ProviderUpkeep(new CheckpointFinder(engine), caller.project(), provider, verb -> access.check(caller, new Action(verb, caller.project(), provider)));
    }

    @Override
    public Protectables protectables(Caller caller) {
        return readers.protectables(access, caller);
    }

    @Override
    public Plugins plugins(Caller caller) {
        return readers.plugins(access, caller);
    }

    @Override
    public Explanation why(Caller caller, String subject) throws RedoubtException {
        access.check(caller, new Action("why", caller.project(), subject));
        return new Why(context, engine, operations, readers.checkpoints(access, caller), caller, watch::writer).explain(subject);
    }
}
