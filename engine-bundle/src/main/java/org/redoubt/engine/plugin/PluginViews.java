package org.redoubt.engine.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Version;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.service.PluginView;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.ComponentReports.Missing;

/** Shows plugins to people, also those that are installed and not there. Thread-safe. */
final class PluginViews {
    private final PluginPool pool;
    private final ComponentReports reports;

    PluginViews(PluginPool pool, ComponentReports reports) {
        this.pool = pool;
        this.reports = reports;
    }

    List<PluginView> list() {
        List<Plugin> plugins = pool.list();
        List<PluginView> views = new ArrayList<>();
        plugins.forEach(plugin -> views.add(view(plugin)));
        reports.missing(ProtectionPlugin.class).stream().filter(missing -> !isListed(missing, plugins)).map(PluginViews::view).forEach(views::add);
        views.sort(Comparator.comparing(PluginView::name).thenComparing(view -> Version.parseVersion(view.version()))
                .thenComparing(PluginView::bundleId));
        return views;
    }

    private PluginView view(Plugin plugin) {
        Optional<String> failure = plugin.facts().fault().map(fault -> "It is not used, as " + fault + ".").or(() -> reports.failed(plugin.offer()));
        String state = failure.isPresent() ? "failed" : plugin.draining() ? "draining" : plugin.unhealthy().isPresent() ? "unhealthy" : "active";
        String reason = failure.or(() -> plugin.draining() ? Optional.of("It is being taken out of use.") : plugin.unhealthy()).orElse("");
        return new PluginView(plugin.id().name(), plugin.id().version().toString(), plugin.id().bundleId(), plugin.facts().types(),
                plugin.facts().format().toString(), plugin.facts().reads().toString(), state, reason, plugin.leases());
    }

    private static PluginView view(Missing missing) {
        PluginFacts facts = PluginFacts.of(missing.properties());
        return new PluginView(missing.bundleName(), missing.bundleVersion(), missing.bundleId(), facts.types(),
                facts.format().toString(), facts.reads().toString(), "failed", missing.reason(), 0);
    }

    private static boolean isListed(Missing missing, List<Plugin> plugins) {
        Stream<Object> components = plugins.stream().map(plugin -> plugin.offer().properties().getOrDefault("component.id", -1L));
        return components.anyMatch(id -> id.equals(missing.componentId()));
    }
}
