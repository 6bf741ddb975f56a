package org.redoubt.plugin.server.command;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.settings.UnknownSettings;

/** A server as it stands in the configuration, also if it makes no sense, so that this can be told when somebody asks for it. */
@Component(service = DeclaredServer.class, name = DeclaredServer.PID, configurationPid = DeclaredServer.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CommandConfiguration.class, factory = true)
public final class DeclaredServer {
    static final String PID = "org.redoubt.server.command";

    /** Where the watcher of {@code etc} says which file a configuration is from. */
    private static final String FILE = "felix.fileinstall.filename";

    private final CommandConfiguration configuration;
    private final Optional<String> unknown;
    private final Optional<String> file;

    /**
     * @param configuration what the operator says
     * @param properties all that is known of the configuration
     */
    @Activate
    public DeclaredServer(CommandConfiguration configuration, Map<String, Object> properties) {
        this.configuration = configuration;
        this.unknown = UnknownSettings.in(properties, CommandConfiguration.class);
        this.file = Optional.ofNullable(properties.get(FILE)).map(Object::toString).map(path -> path.substring(path.lastIndexOf('/') + 1));
    }

    /** Where an operator finds it. */
    String place() {
        return file.map(name -> "etc/" + name).orElse("the configuration of \"" + name() + "\"");
    }

    String name() {
        return configuration.name() == null ? "" : configuration.name();
    }

    /**
     * What is declared.
     *
     * @throws RedoubtException of kind {@code INVALID} if it makes no sense
     */
    Declaration declaration() throws RedoubtException {
        if (unknown.isPresent()) {
            throw new RedoubtException(invalid("The server \"" + name() + "\" cannot be used as it is configured. " + unknown.get()));
        }
        try {
            return Declaration.of(name(), configuration);
        } catch (IllegalArgumentException e) {
            throw new RedoubtException(invalid(e.getMessage()), e);
        }
    }

    private Problem invalid(String sentence) {
        return Problem.of(ProblemKind.INVALID, sentence).hint("Correct " + place() + ".");
    }
}
