package org.redoubt.engine.service;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.Version;
import org.redoubt.api.access.Action;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.CheckpointList;
import org.redoubt.api.service.CheckpointQuery;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.Checkpoints;
import org.redoubt.api.service.Contents;
import org.redoubt.api.service.OperationHandle;
import org.redoubt.api.service.OperationView;
import org.redoubt.api.service.Operations;
import org.redoubt.api.service.PluginView;
import org.redoubt.api.service.Plugins;
import org.redoubt.api.service.Protectables;
import org.redoubt.api.service.ProviderView;
import org.redoubt.api.service.Providers;
import org.redoubt.api.service.UndoStepView;
import org.redoubt.engine.checkpoint.CheckpointCatalog;
import org.redoubt.engine.checkpoint.Latest;
import org.redoubt.engine.checkpoint.Readability;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.content.CheckpointContents;
import org.redoubt.engine.operation.CheckpointFinder;
import org.redoubt.engine.operation.Engine;
import org.redoubt.engine.operation.OperationCatalog;
import org.redoubt.engine.operation.SavedInfo;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.plugin.Selection;
import org.redoubt.engine.plugin.Selector;
import org.redoubt.engine.plugin.Written;
import org.redoubt.engine.provider.AccessControl;

/** The parts of the front door that look at checkpoints and what belongs to them. Thread-safe. */
final class Readers {
    private final Engine engine;
    private final CheckpointFinder finder;
    private final OperationCatalog operations;

    Readers(Engine engine, CheckpointFinder finder, OperationCatalog operations) {
        this.engine = engine;
        this.finder = finder;
        this.operations = operations;
    }

    Checkpoints checkpoints(AccessControl access, Caller caller) {
        return new Checkpoints() {
            @Override
            public List<CheckpointView> list(CheckpointQuery query) throws RedoubtException {
                access.check(caller, new Action("checkpoints.list", caller.project(), ""));
                try (CheckpointFinder.Stores stores = finder.open(query.provider())) {
                    return views(caller, stores.catalog().list(caller.project(), query));
                }
            }

            @Override
            public CheckpointList listReadable(CheckpointQuery query) throws RedoubtException {
                access.check(caller, new Action("checkpoints.list", caller.project(), ""));
                try (CheckpointFinder.Stores stores = finder.open(query.provider())) {
                    CheckpointCatalog.Found found = stores.catalog().search(caller.project(), query);
                    if (query.provider().isPresent() && !found.problems().isEmpty()) {
                        throw new RedoubtException(found.problems().getFirst());
                    }
                    return new CheckpointList(views(caller, found.checkpoints()), found.problems());
                }
            }

            @Override
            public CheckpointView show(CheckpointId id) throws RedoubtException {
                access.check(caller, new Action("checkpoints.show", caller.project(), id.value()));
                return loaded(caller, id);
            }

            @Override
            public CheckpointId resolve(String text, Optional<String> provider) throws RedoubtException {
                return resolve(text, provider, Latest.USABLE);
            }

            @Override
            public CheckpointId resolveWhole(String text, Optional<String> provider) throws RedoubtException {
                return resolve(text, provider, Latest.WHOLE);
            }

            private CheckpointId resolve(String text, Optional<String> provider, Latest latest) throws RedoubtException {
                access.check(caller, new Action("checkpoints.list", caller.project(), ""));
                try (CheckpointFinder.Stores stores = finder.open(provider)) {
                    return stores.catalog().resolve(caller.project(), text, provider, latest);
                }
            }
        };
    }

    CheckpointView undelete(Caller caller, CheckpointId id) throws RedoubtException {
        try (CheckpointFinder.Located located = finder.locate(caller, id)) {
            return Loaded.of(located.stored().undelete(engine.home().owner()).view(readability(), this::grace));
        }
    }

    private CheckpointView loaded(Caller caller, CheckpointId id) throws RedoubtException {
        try (CheckpointFinder.Located located = finder.locate(caller, id)) {
            return Loaded.of(located.stored().view(readability(), this::grace));
        }
    }

    Contents contents(AccessControl access, Caller caller) {
        return new CheckpointContents(finder, caller, target -> access.check(caller, new Action("checkpoints.read", caller.project(), target)),
                stored -> listed(caller, stored), new SavedInfo(engine));
    }

    private List<CheckpointView> views(Caller caller, List<StoredCheckpoint> checkpoints) {
        return checkpoints.stream().map(stored -> listed(caller, stored)).toList();
    }

    private CheckpointView listed(Caller caller, StoredCheckpoint stored) {
        return Loaded.listed(stored.view(Readability.UNKNOWN, this::grace), () -> loaded(caller, stored.id()));
    }

    /** How long its provider keeps what is deleted. */
    private Optional<Duration> grace(StoredCheckpoint deleted) {
        try {
            return Optional.of(engine.providers().provider(deleted.provider()).grace());
        } catch (RedoubtException unknown) {
            return Optional.empty();
        }
    }

    private Readability readability() {
        return (StoredRecord entry) -> {
            if (entry.pluginName().isEmpty() || entry.format().isEmpty()) {
                return Optional.empty();
            }
            Written written = new Written(entry.pluginName(), Version.parseVersion(entry.format()));
            Selection selection = engine.plugins().look(Selector.reading(entry.resource().type(), OperationType.RESTORE, Optional.empty(), written));
            selection.lease().ifPresent(PluginLease::close);
            return selection.lease().isPresent() ? Optional.empty() : Optional.of(selection.why());
        };
    }

    Operations operations(AccessControl access, Caller caller) {
        return new Operations() {
            @Override
            public List<OperationView> list(boolean openOnly, int limit) throws RedoubtException {
                access.check(caller, new Action("operations.list", caller.project(), ""));
                return operations.list(caller.project(), openOnly, limit);
            }

            @Override
            public OperationView show(OperationId id) throws RedoubtException {
                access.check(caller, new Action("operations.show", caller.project(), id.value()));
                return operations.show(caller.project(), id);
            }

            @Override
            public Optional<OperationHandle> handle(OperationId id) throws RedoubtException {
                access.check(caller, new Action("operations.show", caller.project(), id.value()));
                return operations.handle(caller.project(), id);
            }

            @Override
            public List<UndoStepView> undoSteps(OperationId id, int limit) throws RedoubtException {
                access.check(caller, new Action("operations.show", caller.project(), id.value()));
                return new OpenSteps(engine.plugins()).of(operations.steps(caller.project(), id), limit);
            }

            @Override
            public List<TimelineEntry> timeline(OperationId id) throws RedoubtException {
                access.check(caller, new Action("operations.show", caller.project(), id.value()));
                return operations.timeline(caller.project(), id);
            }
        };
    }

    Providers providers(AccessControl access, Caller caller) {
        return new Providers() {
            @Override
            public List<ProviderView> list() throws RedoubtException {
                access.check(caller, new Action("providers.list", caller.project(), ""));
                return engine.providers().views();
            }

            @Override
            public ProviderView show(String name) throws RedoubtException {
                access.check(caller, new Action("providers.show", caller.project(), name));
                return engine.providers().view(name);
            }
        };
    }

    Protectables protectables(AccessControl access, Caller caller) {
        return new Protectables() {
            @Override
            public List<String> types() {
                return engine.discovery().types();
            }

            @Override
            public List<Problem> problems() {
                return engine.discovery().problems();
            }

            @Override
            public List<Resource> list(String type) throws RedoubtException {
                access.check(caller, new Action("protectables.list", caller.project(), type));
                return engine.discovery().list(caller, type);
            }

            @Override
            public Resource show(String type, String id) throws RedoubtException {
                access.check(caller, new Action("protectables.show", caller.project(), type + "#" + id));
                return engine.discovery().show(caller, type, id);
            }

            @Override
            public ResourceGraph graph(List<ResourceRef> roots) throws RedoubtException {
                access.check(caller, new Action("protectables.list", caller.project(), ""));
                return engine.discovery().graph(caller, roots, Thread.currentThread()::isInterrupted).graph();
            }
        };
    }

    Plugins plugins(AccessControl access, Caller caller) {
        return new Plugins() {
            @Override
            public List<PluginView> list() throws RedoubtException {
                access.check(caller, new Action("plugins.list", caller.project(), ""));
                return engine.plugins().views();
            }

            @Override
            public CompletionStage<Boolean> drain(long bundleId, Duration grace) throws RedoubtException {
                access.check(caller, new Action("plugins.drain", caller.project(), Long.toString(bundleId)));
                return engine.plugins().drain(bundleId, grace);
            }

            @Override
            public void undrain(long bundleId) throws RedoubtException {
                access.check(caller, new Action("plugins.drain", caller.project(), Long.toString(bundleId)));
                engine.plugins().undrain(bundleId);
            }
        };
    }
}
