package org.redoubt.plugin.server.command;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;

/** A server as it stands in the configuration, also if it makes no sense, so that this can be told when somebody asks for it. */
@Component(service = DeclaredServer.class, name = DeclaredServer.PID, configurationPid = DeclaredServer.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CommandConfiguration.class, factory = true)
public final class DeclaredServer {
    static final String PID = "org.redoubt.server.command";

    private final CommandConfiguration configuration;

    /**
     * @param configuration what the operator says
     */
    @Activate
    public DeclaredServer(CommandConfiguration configuration) {
        this.configuration = configuration;
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
        try {
            return Declaration.of(configuration);
        } catch (IllegalArgumentException e) {
            throw new RedoubtException(Problem.of(ProblemKind.INVALID, e.getMessage()).hint("Correct its file in etc."), e);
        }
    }
}
