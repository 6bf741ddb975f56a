package org.redoubt.engine.lease;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** One sentence out of the report on a component. */
final class FailureText {
    private FailureText() {
    }

    /** Why the component does not work; empty if it does. */
    static Optional<String> of(ComponentConfigurationDTO component) {
        String name = component.description.name;
        return switch (component.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of("The component " + name + " failed when it was activated: " + cause(component.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                Optional.of("The component " + name + " has no configuration " + String.join(", ", component.description.configurationPid) + ".");
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of("The component " + name + " needs a service that is not there: " + references(component) + ".");
            default -> Optional.empty();
        };
    }

    private static String references(ComponentConfigurationDTO component) {
        List<String> missing = Arrays.stream(component.unsatisfiedReferences).map(unsatisfied -> reference(component, unsatisfied)).toList();
        return missing.isEmpty() ? "it is not said which" : String.join(", ", missing);
    }

    private static String reference(ComponentConfigurationDTO component, UnsatisfiedReferenceDTO unsatisfied) {
        String type = Arrays.stream(component.description.references).filter(r -> r.name.equals(unsatisfied.name))
                .map((ReferenceDTO r) -> r.interfaceName).findFirst().orElse(unsatisfied.name);
        return unsatisfied.target == null || unsatisfied.target.isEmpty() ? type : type + " " + unsatisfied.target;
    }

    /** The report is a stack trace; what the author of the plugin said stands in the innermost cause. */
    private static String cause(String trace) {
        if (trace == null || trace.isBlank()) {
            return "the reason is not known.";
        }
        String[] lines = trace.split("\\R");
        String inner = Arrays.stream(lines).filter(line -> line.startsWith("Caused by: ")).reduce((a, b) -> b)
                .map(line -> line.substring("Caused by: ".length())).orElse(lines[0]);
        String plain = inner.replaceFirst("^(?:[a-z_][\\w$]*\\.)+", "").strip();
        return plain.endsWith(".") ? plain : plain + ".";
    }
}
