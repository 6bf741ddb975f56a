package org.redoubt.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/** Puts bundles into the framework and takes them out, each under a location that names its file and content. */
final class Installer {
    private static final String SCHEME = "plugin:";

    private final BundleContext context;
    private final Path directory;

    Installer(BundleContext context, Path directory) {
        this.context = context;
        this.directory = directory;
    }

    /** The bundle of a file; one that an earlier run of the framework has kept is used again. */
    Bundle install(String file, String mark) throws BundleException, IOException {
        String location = location(file, mark);
        Bundle kept = context.getBundle(location);
        if (kept != null) {
            return kept;
        }
        try (InputStream content = Files.newInputStream(directory.resolve(file))) {
            return context.installBundle(location, content);
        }
    }

    static String location(String file, String mark) {
        return SCHEME + file + "#" + mark;
    }

    /** All bundles that came out of the folder, also in an earlier run. */
    List<Bundle> ours() {
        List<Bundle> ours = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(SCHEME)) {
                ours.add(bundle);
            }
        }
        return ours;
    }

    /** Starts a bundle for this run of the framework only: what starts in the next one the folder says. */
    void start(Bundle bundle) throws BundleException {
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
            bundle.start(Bundle.START_TRANSIENT);
        }
    }

    void uninstall(Bundle bundle) throws BundleException {
        if (bundle.getState() != Bundle.UNINSTALLED) {
            bundle.uninstall();
        }
        FrameworkWiring wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (!wiring.getRemovalPendingBundles().isEmpty()) {
            wiring.refreshBundles(null);
        }
    }
}
