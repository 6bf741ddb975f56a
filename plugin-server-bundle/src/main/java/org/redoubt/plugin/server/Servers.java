package org.redoubt.plugin.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.server.Server;
import org.redoubt.api.server.ServerDriver;

/** The servers of all drivers that are here. Thread-safe. */
@Component(service = Servers.class)
public final class Servers {
    private final Map<String, ServerDriver> drivers = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindDriver(ServerDriver driver) {
        drivers.put(driver.name(), driver);
    }

    void unbindDriver(ServerDriver driver) {
        drivers.remove(driver.name(), driver);
    }

    /**
     * A server and its driver.
     *
     * @param driver the driver
     * @param server the server
     */
    record Known(ServerDriver driver, Server server) {
    }

    List<Known> all() throws Exception {
        List<Known> all = new ArrayList<>();
        for (ServerDriver driver : inOrder()) {
            for (Server server : driver.servers()) {
                all.add(new Known(driver, server));
            }
        }
        return all;
    }

    /** The server of that id. */
    Optional<Known> find(String id) throws Exception {
        List<Known> found = new ArrayList<>();
        for (ServerDriver driver : inOrder()) {
            driver.server(id).ifPresent(server -> found.add(new Known(driver, server)));
        }
        if (found.size() > 1) {
            throw new RedoubtException(Problem.of(ProblemKind.CONFLICT, "The drivers "
                    + String.join(", ", found.stream().map(known -> known.driver().name()).toList()) + " each know a server \"" + id + "\".")
                    .hint("Rename one of them."));
        }
        return found.stream().findFirst();
    }

    Known existing(String id) throws Exception {
        return find(id).orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no server \"" + id + "\".")
                .hint("`redoubt protectables Host::Server` lists all there are.")));
    }

    Optional<ServerDriver> driver(String name) {
        return Optional.ofNullable(drivers.get(name));
    }

    private List<ServerDriver> inOrder() {
        return drivers.values().stream().sorted(Comparator.comparing(ServerDriver::name)).toList();
    }
}
