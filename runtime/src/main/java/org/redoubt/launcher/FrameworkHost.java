package org.redoubt.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.redoubt.api.problem.ProblemKind;

/**
 * An OSGi framework with the bundles of the distribution in it. The framework keeps what it has installed, so that a
 * start with the same bundles as last time copies and reads nothing twice.
 */
final class FrameworkHost {
    private static final Logger LOG = System.getLogger(FrameworkHost.class.getName());

    private final Framework framework;

    private FrameworkHost(Framework framework) {
        this.framework = framework;
    }

    /** Starts all bundles; a broken one is logged and does not stop the others. */
    static FrameworkHost start(FrameworkFactory factory, FrameworkSettings settings, Distribution distribution)
            throws LaunchException {
        try {
            List<Path> bundles = distribution.bundles();
            String fingerprint = factory.getClass().getName() + '\n' + Runtime.version().feature() + '\n' + Distribution.fingerprint(bundles);
            Path seal = settings.home().var("run").resolve("bundles");
            boolean known = Files.exists(seal) && Files.readString(seal).equals(fingerprint);
            Map<String, String> properties = settings.properties();
            if (!known) {
                Files.deleteIfExists(seal);
                properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
            }
            Framework framework = factory.newFramework(properties);
            framework.init(FrameworkHost::complain);
            if (!known) {
                install(framework, bundles);
                Files.writeString(seal, fingerprint);
            }
            framework.start();
            return new FrameworkHost(framework);
        } catch (IOException | BundleException e) {
            throw new LaunchException(ProblemKind.INTERNAL,
                    "The runtime cannot start: " + Sentences.reason(e) + ".",
                    "See " + settings.home().log() + ".");
        }
    }

    private static void install(Framework framework, List<Path> jars) throws IOException {
        for (Path jar : jars) {
            try (InputStream content = Files.newInputStream(jar)) {
                Bundle bundle = framework.getBundleContext().installBundle("system:" + jar.getFileName(), content);
                if (bundle.getSymbolicName() == null) {
                    bundle.uninstall();
                    continue;
                }
                bundle.adapt(BundleStartLevel.class).setStartLevel(StartLevels.of(bundle.getSymbolicName()));
                if (!runsHere(framework, bundle)) {
                    LOG.log(Level.WARNING, "The bundle " + bundle.getSymbolicName() + " needs a newer Java than " + Runtime.version().feature()
                            + " and is left out.");
                } else if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start();
                }
            } catch (BundleException e) {
                LOG.log(Level.ERROR, "The bundle " + jar + " cannot be used: " + e.getMessage());
            }
        }
    }

    /** Whether this Java is one of those that the bundle asks for; it is the framework that knows which Java it is. */
    private static boolean runsHere(Framework framework, Bundle bundle) {
        String java = ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE;
        List<BundleCapability> here = framework.adapt(BundleRevision.class).getDeclaredCapabilities(java);
        return bundle.adapt(BundleRevision.class).getDeclaredRequirements(java).stream().allMatch(needed -> here.stream().anyMatch(needed::matches));
    }

    private static void complain(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            LOG.log(Level.WARNING, "In " + event.getBundle() + ": " + event.getThrowable().getMessage());
        }
    }

    Framework framework() {
        return framework;
    }

    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    void stop() throws InterruptedException {
        try {
            framework.stop();
            framework.waitForStop(0);
        } catch (BundleException e) {
            LOG.log(Level.ERROR, "The runtime did not stop cleanly.", e);
        }
    }
}
