package org.redoubt.engine.discovery;

import java.util.List;
import java.util.TreeSet;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.engine.lease.Lease;

/**
 * The plugins that are asked in one discovery, in use until it is closed.
 *
 * @param plugins those that can be asked, the preferred first
 * @param absent why others cannot
 * @param leases on all of them
 */
record Panel(List<Protectable> plugins, List<Problem> absent, List<Lease<ProtectablePlugin>> leases) implements AutoCloseable {

    /** The types that can be discovered, sorted. */
    List<String> types() {
        TreeSet<String> types = new TreeSet<>();
        plugins.forEach(plugin -> types.add(plugin.type()));
        return List.copyOf(types);
    }

    /** Refuses a type that nobody discovers. */
    void require(String type) throws RedoubtException {
        List<String> types = types();
        if (!types.contains(type)) {
            String known = types.isEmpty() ? "No type is known at all: install a plugin." : "These are known: " + String.join(", ", types) + ".";
            String hint = absent.isEmpty() ? known : known + " " + absent.getFirst().message();
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "No plugin discovers resources of the type \"" + type + "\".")
                    .hint(hint).subject(type));
        }
    }

    @Override
    public void close() {
        leases.forEach(Lease::close);
    }
}
