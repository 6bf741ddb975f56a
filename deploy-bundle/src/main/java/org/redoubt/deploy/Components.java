package org.redoubt.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Asks the component runtime why a component of a bundle is not there. */
final class Components {
    private final ServiceComponentRuntime runtime;

    Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** What keeps a component of the bundle from working, in one sentence; nothing if all work. */
    Optional<Finding> complaint(Bundle bundle) {
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
            Optional<Finding> complaint = complaint(component);
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        boolean publishes = bundle.getRegisteredServices() != null && bundle.getRegisteredServices().length > 0;
        return publishes ? Optional.empty() : Optional.of(Finding.waiting("It runs but publishes no service, so it protects nothing."));
    }

    private Optional<Finding> complaint(ComponentDescriptionDTO component) {
        if (!runtime.isComponentEnabled(component)) {
            return Optional.of(Finding.waiting("Its component " + component.name + " is disabled."));
        }
        List<ComponentConfigurationDTO> configurations = new ArrayList<>(runtime.getComponentConfigurationDTOs(component));
        if (configurations.isEmpty() && "require".equals(component.configurationPolicy)) {
            return Optional.of(unconfigured(component));
        }
        return configurations.stream().map(configuration -> complaint(component, configuration))
                .flatMap(Optional::stream).findFirst();
    }

    private static Optional<Finding> complaint(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Optional.of(unconfigured(component));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> Optional.of(Finding.waiting("Its component "
                    + component.name + " waits for " + missing(component, configuration) + ", which is not there."));
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> Optional.of(Finding.failed("Its component "
                    + component.name + " failed to start: " + cause(configuration.failure) + "."));
            default -> Optional.empty();
        };
    }

    private static Finding unconfigured(ComponentDescriptionDTO component) {
        return Finding.waiting("Its component " + component.name + " needs a configuration "
                + String.join(" or ", component.configurationPid) + " in etc.");
    }

    private static String missing(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        List<String> names = new ArrayList<>();
        for (UnsatisfiedReferenceDTO unsatisfied : configuration.unsatisfiedReferences) {
            for (var reference : component.references) {
                if (reference.name.equals(unsatisfied.name)) {
                    names.add("the service " + reference.interfaceName
                            + (unsatisfied.target == null ? "" : " with " + unsatisfied.target));
                }
            }
        }
        return String.join(" and ", names);
    }

    /** The component runtime hands out a whole stack trace; the innermost cause is what a person wants to know. */
    private static String cause(String trace) {
        if (trace == null) {
            return "no reason was given";
        }
        List<String> lines = trace.lines().toList();
        return lines.stream().filter(line -> line.startsWith("Caused by: ")).reduce((first, last) -> last)
                .map(line -> line.substring("Caused by: ".length()))
                .orElse(lines.isEmpty() ? "no reason was given" : lines.getFirst());
    }
}
