package org.redoubt.deploy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

/** Finds what a bundle needs that is not here, and what is here instead. */
final class MissingRequirements {
    /** What plugin bundles say in their manifests of the types that they handle; the names are those of the service properties. */
    private static final String PLUGIN = "redoubt.plugin";
    private static final String TYPE = "redoubt.resource.type";

    private final BundleContext context;

    MissingRequirements(BundleContext context) {
        this.context = context;
    }

    /** One sentence; nothing if everything that the bundle itself needs is here. */
    Optional<String> of(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        FrameworkWiring wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (revision == null) {
            return Optional.empty();
        }
        List<BundleRequirement> missing = revision.getDeclaredRequirements(null).stream()
                .filter(MissingRequirements::isNeededToResolve)
                .filter(requirement -> wiring.findProviders(requirement).isEmpty())
                .toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        String others = missing.size() == 1 ? "" : ", and " + (missing.size() - 1) + " more things that are not here";
        return Optional.of("It needs " + describe(missing.getFirst(), wiring) + others + ".");
    }

    /** A plugin that a bundle which runs needs to be of use, and that is not here: in one sentence. */
    Optional<String> plugin(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        FrameworkWiring wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        return revision == null ? Optional.empty() : revision.getDeclaredRequirements(PLUGIN).stream()
                .filter(requirement -> !isNeededToResolve(requirement) && !isOptional(requirement))
                .filter(requirement -> wiring.findProviders(requirement).isEmpty())
                .findFirst().map(requirement -> "It needs " + describe(requirement, wiring) + ".");
    }

    private static boolean isOptional(Requirement requirement) {
        return Namespace.RESOLUTION_OPTIONAL.equals(requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
    }

    private static boolean isNeededToResolve(Requirement requirement) {
        var directives = requirement.getDirectives();
        String effective = directives.getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
        return effective.equals(Namespace.EFFECTIVE_RESOLVE)
                && !isOptional(requirement)
                && !PackageNamespace.RESOLUTION_DYNAMIC.equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
    }

    private String describe(BundleRequirement requirement, FrameworkWiring wiring) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        String name = attribute(filter, requirement.getNamespace());
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "the package " + name + range(filter) + ", " + present(name, wiring);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "Java "
                    + attribute(filter, "version") + " or later, and this runtime runs on Java " + Runtime.version().feature();
            case PLUGIN -> "a plugin for " + attribute(filter, TYPE) + ", which no bundle here has";
            default -> "the capability " + requirement.getNamespace() + " " + filter + ", which no bundle here has";
        };
    }

    private static String present(String name, FrameworkWiring wiring) {
        TreeSet<String> versions = new TreeSet<>();
        for (BundleCapability capability : packages(name, wiring)) {
            versions.add(String.valueOf(capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)));
        }
        return versions.isEmpty()
                ? "which no bundle here exports"
                : "and this runtime has " + String.join(" and ", versions);
    }

    private static Collection<BundleCapability> packages(String name, FrameworkWiring wiring) {
        return wiring.findProviders(new PackageRequirement(name));
    }

    private static String range(String filter) {
        String least = attribute(filter, "version");
        Matcher below = Pattern.compile("!\\(version>=([^)]*)\\)").matcher(filter);
        if (least.isEmpty()) {
            return "";
        }
        return below.find() ? " from " + least + " up to but not including " + below.group(1) : " from " + least;
    }

    private static String attribute(String filter, String name) {
        Matcher matcher = Pattern.compile("[^!]\\(" + Pattern.quote(name) + ">?=([^)]*)\\)").matcher("(" + filter);
        return matcher.find() ? matcher.group(1) : "";
    }
}
