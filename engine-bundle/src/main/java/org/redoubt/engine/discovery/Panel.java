package org.redoubt.engine.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.service.RefusedException;
import org.redoubt.engine.lease.Lease;

/**
 * The plugins that are asked in one discovery, in use until it is closed.
 *
 * @param plugins those that can be asked, the preferred first
 * @param absent those that cannot
 * @param leases on all of them
 */
record Panel(List<Protectable> plugins, List<Absent> absent, List<Lease<ProtectablePlugin>> leases) implements AutoCloseable {

    /** The types that can be discovered, sorted. */
    List<String> types() {
        TreeSet<String> types = new TreeSet<>();
        plugins.forEach(plugin -> types.add(plugin.type()));
        return List.copyOf(types);
    }

    /** Why others cannot be asked. */
    List<Problem> problems() {
        return absent.stream().map(Absent::problem).toList();
    }

    /** Refuses a type that nobody discovers. */
    void require(String type) throws RedoubtException {
        if (!types().contains(type)) {
            throw new RedoubtException(unknown(type));
        }
    }

    /** Refuses types that nobody discovers, and to go on without those that may find whatever there is. */
    void requireAll(Collection<String> wanted) throws RefusedException {
        List<String> types = types();
        List<Problem> problems = new ArrayList<>();
        wanted.stream().filter(type -> !types.contains(type)).map(this::unknown).forEach(problems::add);
        absent.stream().filter(each -> each.reach().isEmpty()).map(Absent::problem).forEach(problems::add);
        refuse(problems);
    }

    /** Refuses a graph with resources of some types that others would have been asked for the dependents of. */
    void requireDependentsOf(Set<String> types) throws RefusedException {
        refuse(absent.stream().filter(each -> each.concerns(types)).map(Absent::problem).toList());
    }

    private static void refuse(List<Problem> problems) throws RefusedException {
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
    }

    private Problem unknown(String type) {
        List<String> types = types();
        String known = types.isEmpty() ? "No type is known at all: install a plugin." : "These are known: " + String.join(", ", types) + ".";
        String hint = absent.isEmpty() ? known : known + " " + absent.getFirst().problem().message();
        return Problem.of(ProblemKind.NOT_FOUND, "No plugin discovers resources of the type \"" + type + "\".").hint(hint).subject(type);
    }

    @Override
    public void close() {
        leases.forEach(Lease::close);
    }
}
