package org.redoubt.engine.service;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.redoubt.api.service.Explanation;

/** Says why bundles that are installed offer no plugin. */
final class WhyBundle {
    private final BundleContext context;
    private final List<String> sentences = new ArrayList<>();
    private final Set<String> advice = new LinkedHashSet<>();
    private Optional<Instant> since = Optional.empty();

    WhyBundle(BundleContext context) {
        this.context = context;
    }

    /**
     * Explains all bundles of a name.
     *
     * @param plugin the numbers of those that offer one
     * @return empty if there is no other bundle of that name
     */
    Optional<Explanation> explain(String name, LongPredicate plugin) {
        Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName()) && !plugin.test(bundle.getBundleId()))
                .forEach(this::bundle);
        return sentences.isEmpty() ? Optional.empty() : Optional.of(new Explanation(name, sentences, since, List.copyOf(advice)));
    }

    private void bundle(Bundle bundle) {
        since = since.or(() -> Optional.of(Instant.ofEpochMilli(bundle.getLastModified())));
        String label = "The bundle " + bundle.getSymbolicName() + " " + bundle.getVersion() + ", number " + bundle.getBundleId() + ", ";
        switch (bundle.getState()) {
            case Bundle.INSTALLED -> unresolved(bundle, label);
            case Bundle.ACTIVE -> sentences.add(label + "runs, but offers no plugin that protects anything.");
            case Bundle.STARTING, Bundle.STOPPING -> sentences.add(label + "is being started or stopped.");
            default -> {
                sentences.add(label + "is installed, but not started.");
                advice.add("Start it, or put its jar into the plugins folder again.");
            }
        }
    }

    private void unresolved(Bundle bundle, String label) {
        List<String> missing = missing(bundle);
        sentences.add(label + "is not resolved" + (missing.isEmpty() ? ": it was not started yet, or what it needs cannot be had together."
                : ", as something that it needs is not here:"));
        sentences.addAll(missing);
        advice.add(missing.isEmpty() ? "Start it to see more." : "Install what provides it, or a version of the plugin that does without.");
    }

    private List<String> missing(Bundle bundle) {
        FrameworkWiring wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        return bundle.adapt(BundleRevision.class).getDeclaredRequirements(null).stream().filter(WhyBundle::needed)
                .filter(requirement -> wiring.findProviders(requirement).isEmpty()).map(WhyBundle::text).toList();
    }

    private static boolean needed(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        return !"optional".equals(directives.get("resolution")) && !"active".equals(directives.get("effective"))
                && !"dynamic".equals(directives.get("resolution"));
    }

    private static String text(BundleRequirement requirement) {
        return "Nothing provides " + requirement.getNamespace() + " " + requirement.getDirectives().getOrDefault("filter", "") + ".";
    }
}
