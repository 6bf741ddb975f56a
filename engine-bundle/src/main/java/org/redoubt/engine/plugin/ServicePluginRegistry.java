package org.redoubt.engine.plugin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.service.PluginView;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Departures;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.ServiceSource;
import org.redoubt.engine.lease.UpdateTimes;

/** The plugins that are published as services. It binds references, so that a plugin that cannot be activated is still seen. */
@Component
public final class ServicePluginRegistry implements PluginRegistry {
    private final BundleContext context;
    private final Leases leases;
    private final ComponentReports reports;
    private final PluginPool pool;
    private final Departures departures;
    private final PluginChooser chooser;
    private final PluginViews views;

    /** With the usual times. */
    @Activate
    public ServicePluginRegistry(BundleContext context, @Reference Leases leases, @Reference ComponentReports reports) {
        this(context, leases, reports, UpdateTimes.DEFAULT, InstantSource.system());
    }

    /** With other times. */
    public ServicePluginRegistry(BundleContext context, Leases leases, ComponentReports reports, UpdateTimes times, InstantSource clock) {
        this.context = context;
        this.leases = leases;
        this.reports = reports;
        pool = new PluginPool(leases, clock);
        departures = new Departures(times.memory(), System::nanoTime);
        chooser = new PluginChooser(pool, leases, departures, new Refusals(pool, reports), times.grace());
        views = new PluginViews(pool, reports);
    }

    @Reference(service = ProtectionPlugin.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPlugin(ServiceReference<ProtectionPlugin> reference) {
        add(Offer.of(reference), ServiceSource.of(context, reference, reports));
    }

    void updatedPlugin(ServiceReference<ProtectionPlugin> reference) {
        pool.modify(Offer.of(reference));
    }

    void unbindPlugin(ServiceReference<ProtectionPlugin> reference) {
        remove(Offer.of(reference));
    }

    void add(Offer offer, ServiceSource<ProtectionPlugin> source) {
        pool.add(offer, source);
    }

    void remove(Offer offer) {
        departures.gone(PluginFacts.of(offer.properties()).types());
        pool.remove(offer);
    }

    @Override
    public Selection select(Selector selector) {
        return chooser.select(selector);
    }

    @Override
    public Selection look(Selector selector) {
        return chooser.look(selector);
    }

    @Override
    public Selection select(UndoSelector selector) {
        return chooser.select(selector);
    }

    @Override
    public void markUnhealthy(PluginId id, String reason) {
        pool.markUnhealthy(id, reason);
    }

    @Override
    public List<PluginView> views() {
        return views.list();
    }

    @Override
    public Optional<Instant> since(long bundleId) {
        return pool.since(bundleId);
    }

    @Override
    public List<String> types(Optional<Filter> filter) {
        TreeSet<String> types = new TreeSet<>();
        pool.list().stream().filter(Plugin::usable).filter(plugin -> filter.isEmpty() || plugin.offer().matches(filter.get()))
                .forEach(plugin -> types.addAll(plugin.facts().types()));
        return List.copyOf(types);
    }

    @Override
    public CompletionStage<Boolean> drain(long bundleId, Duration grace) {
        pool.drain(bundleId);
        return leases.drain(bundleId, grace);
    }

    @Override
    public void undrain(long bundleId) {
        pool.heal(bundleId);
        leases.undrain(bundleId);
    }
}
