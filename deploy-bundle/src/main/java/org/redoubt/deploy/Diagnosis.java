package org.redoubt.deploy;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Says why a bundle of a plugin does not work. */
final class Diagnosis {
    private final MissingRequirements requirements;
    private final Components components;

    Diagnosis(BundleContext context, Components components) {
        this.requirements = new MissingRequirements(context);
        this.components = components;
    }

    /** Why the bundle could not be started, in one sentence. */
    String ofStart(Bundle bundle, BundleException failure) {
        if (bundle.getState() == Bundle.INSTALLED) {
            return requirements.of(bundle).orElse("It cannot be resolved: " + firstLine(failure) + ".");
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return "Its activator failed: " + cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ": " + cause.getMessage()) + ".";
    }

    /** What is wrong with a bundle that runs, in one sentence; nothing if all is well. */
    Optional<Finding> ofRunning(Bundle bundle) {
        return requirements.plugin(bundle).map(Finding::waiting).or(() -> components.complaint(bundle));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason was given");
    }
}
