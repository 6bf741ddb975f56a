package org.redoubt.engine.lease;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/**
 * A service that is there: what is known of it without getting it. Plain data, so that it may be kept when the service is gone.
 *
 * @param properties its service properties, with their names as they were registered
 * @param bundleName the symbolic name of its bundle
 * @param bundleVersion the version of its bundle
 * @param bundleId the number of its bundle
 * @param serviceId its own number
 * @param ranking its rank
 */
public record Offer(Map<String, Object> properties, String bundleName, Version bundleVersion, long bundleId, long serviceId, int ranking) {

    /**
     * The preferred one first: by rank, by the version of the bundle, then the youngest service. The framework's own rule
     * prefers the oldest, which would keep an upgraded plugin on its old version.
     */
    public static final Comparator<Offer> PREFERENCE = Comparator.comparingInt(Offer::ranking)
            .thenComparing(Offer::bundleVersion).thenComparingLong(Offer::serviceId).reversed();

    /** Copies the properties. */
    public Offer {
        properties = Collections.unmodifiableMap(new HashMap<>(properties));
    }

    /** What a reference tells; of a bundle that is just gone the name is left empty. */
    public static Offer of(ServiceReference<?> reference) {
        Map<String, Object> properties = FrameworkUtil.asMap(reference.getProperties());
        Optional<Bundle> bundle = Optional.ofNullable(reference.getBundle());
        return new Offer(properties, bundle.map(Bundle::getSymbolicName).orElse(""),
                bundle.map(Bundle::getVersion).orElse(Version.emptyVersion), bundle.map(Bundle::getBundleId).orElse(-1L),
                (Long) properties.get(Constants.SERVICE_ID), properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0);
    }

    /** Whether a filter matches the properties, whose names may be written in any case. */
    public boolean matches(Filter filter) {
        return filter.match(FrameworkUtil.asDictionary(properties));
    }

    /** Name and version of the bundle, as shown to people. */
    public String label() {
        return bundleName + " " + bundleVersion;
    }
}
