package org.redoubt.engine.lease;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Explains from the reports of Declarative Services why a component is not there, or could not be activated. Thread-safe;
 * knows little where that service is missing.
 */
@Component(service = ComponentReports.class)
public final class ComponentReports {
    private static final String COMPONENT_ID = "component.id";

    private final AtomicReference<Optional<ServiceComponentRuntime>> runtime = new AtomicReference<>(Optional.empty());

    /**
     * A component that should offer a service and does not.
     *
     * @param componentId its number
     * @param properties its component properties
     * @param bundleName the symbolic name of its bundle
     * @param bundleVersion the version of its bundle
     * @param bundleId the number of its bundle
     * @param reason one sentence
     */
    public record Missing(long componentId, Map<String, Object> properties, String bundleName, String bundleVersion, long bundleId,
            String reason) {
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void bindRuntime(ServiceComponentRuntime service) {
        runtime.set(Optional.of(service));
    }

    void unbindRuntime(ServiceComponentRuntime service) {
        runtime.updateAndGet(present -> present.filter(other -> other != service));
    }

    /** Why the service behind an offer could not be had, one sentence. */
    public String failure(Offer offer) {
        return failed(offer).orElse("The bundle " + offer.label() + " could not make the service.");
    }

    /** Why the component behind an offer does not work, one sentence; empty if it does, or nothing is known. */
    public Optional<String> failed(Offer offer) {
        return configurations().stream().filter(c -> Long.valueOf(c.id).equals(offer.properties().get(COMPONENT_ID)))
                .findFirst().flatMap(FailureText::of);
    }

    /** The components that should offer a service and do not, because they lack something or have failed. */
    public List<Missing> missing(Class<?> service) {
        List<Missing> missing = new ArrayList<>();
        for (ComponentDescriptionDTO description : descriptions()) {
            if (Arrays.asList(description.serviceInterfaces).contains(service.getName())) {
                for (ComponentConfigurationDTO configuration : configurations(description)) {
                    FailureText.of(configuration).ifPresent(reason -> missing.add(missing(configuration, description.bundle, reason)));
                }
            }
        }
        return missing;
    }

    private static Missing missing(ComponentConfigurationDTO component, BundleDTO bundle, String reason) {
        return new Missing(component.id, component.properties, bundle.symbolicName, bundle.version, bundle.id, reason);
    }

    private List<ComponentConfigurationDTO> configurations() {
        return descriptions().stream().flatMap(description -> configurations(description).stream()).toList();
    }

    private List<ComponentDescriptionDTO> descriptions() {
        return runtime.get().map(scr -> List.copyOf(scr.getComponentDescriptionDTOs())).orElse(List.of());
    }

    private List<ComponentConfigurationDTO> configurations(ComponentDescriptionDTO description) {
        return runtime.get().map(scr -> List.copyOf(scr.getComponentConfigurationDTOs(description))).orElse(List.of());
    }
}
