package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.Filter;
import org.redoubt.api.json.Schema;
import org.redoubt.api.plan.ParameterSet;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.hook.PluginOperation;
import org.redoubt.engine.hook.Thrown;
import org.redoubt.engine.operation.Interview.Question;
import org.redoubt.engine.parameter.Resolution;
import org.redoubt.engine.parameter.SchemaSource;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.plugin.Selection;
import org.redoubt.engine.plugin.Selector;
import org.redoubt.engine.plugin.Written;

/**
 * Chooses who handles each resource, and with which parameters. Each choice is made and leased once for all resources of a
 * type that were written alike. Everything that is wrong is collected. For one thread and one operation.
 */
final class Assigner {
    private final Engine engine;
    private final OperationType type;
    private final Optional<Filter> filter;
    private final boolean withoutPlugin;
    private final Map<Selector, Optional<PluginLease>> chosen = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Interview interview;

    /**
     * @param engine the engine
     * @param type which operation
     * @param filter the filter of the provider
     * @param withoutPlugin whether a resource may be left without a plugin
     */
    Assigner(Engine engine, OperationType type, Optional<Filter> filter, boolean withoutPlugin) {
        this.engine = engine;
        this.type = type;
        this.filter = filter;
        this.withoutPlugin = withoutPlugin;
        this.interview = new Interview(engine);
    }

    /** What is wrong; empty if the assignments can be used. */
    List<Problem> problems() {
        return problems;
    }

    /** Gives all leases back; for an operation that is refused. */
    void release() {
        chosen.values().forEach(lease -> lease.ifPresent(PluginLease::close));
    }

    /**
     * Assigns all resources of a graph.
     *
     * @param graph the resources
     * @param written who wrote each one's section; empty for protect
     * @param plan the parameters of the plan
     * @param request the parameters of the request
     * @throws RedoubtException if a plugin does not answer in time
     */
    List<Assignment> assign(ResourceGraph graph, Function<Resource, Optional<Written>> written, ParameterSet plan, ParameterSet request)
            throws RedoubtException {
        List<Optional<PluginLease>> leases = new ArrayList<>(graph.size());
        Map<String, PluginLease> byType = new HashMap<>();
        for (Resource resource : graph.resources()) {
            Optional<PluginLease> lease = chosen.computeIfAbsent(new Selector(resource.type(), type, filter, written.apply(resource)), this::choose);
            lease.ifPresent(found -> byType.putIfAbsent(resource.type(), found));
            leases.add(lease);
        }
        return interview.hold(() -> answers(graph, leases, byType, plan, request));
    }

    /** What the plugins say; all that is asked of them before pre-flight. */
    private List<Assignment> answers(ResourceGraph graph, List<Optional<PluginLease>> leases, Map<String, PluginLease> byType, ParameterSet plan,
            ParameterSet request) {
        // Parameters of a type that nobody handles cannot be checked, and the missing plugin has been reported already.
        Resolution parameters = engine.parameters().resolve(graph, plan, request, name -> {
            PluginLease lease = byType.get(name);
            return lease == null ? Schema.parse("{}") : interview.ask(new Question(lease.id(), "the schema of its " + type.word() + " parameters", name),
                    () -> SchemaSource.of(lease.plugin(), type, name));
        }, name -> engine.discovery().types().contains(name) || engine.plugins().types(Optional.empty()).contains(name));
        problems.addAll(parameters.problems());
        String about = "its " + type.word() + " operation";
        List<Assignment> assignments = new ArrayList<>(graph.size());
        for (int r = 0; r < graph.size(); r++) {
            Resource resource = graph.resource(r);
            assignments.add(leases.get(r).map(lease -> new Assignment(Optional.of(lease),
                    interview.ask(new Question(lease.id(), about, resource), () -> ask(lease, resource)), parameters.of(resource.ref())))
                    .orElseGet(Assignment::nobody));
        }
        return assignments;
    }

    private Optional<PluginLease> choose(Selector selector) {
        Selection selection = engine.plugins().select(selector);
        if (selection.lease().isEmpty() && !withoutPlugin) {
            problems.add(type == OperationType.DELETE ? withHint(selection.problem()) : selection.problem());
        }
        return selection.lease();
    }

    private static Problem withHint(Problem missing) {
        return missing.hint(missing.hint().map(hint -> hint + " ").orElse("")
                + "Or delete it with the option withoutPlugin: what the plugin keeps outside of the bank then stays.");
    }

    private Optional<PluginOperation<?>> ask(PluginLease lease, Resource resource) {
        String where = type.word();
        try {
            PluginOperation<?> operation = PluginOperation.ask(type, lease.plugin(), resource);
            where = "capacities";
            operation.askCapacities(resource);
            return Optional.of(operation);
        } catch (Throwable broken) {
            problems.add(Thrown.problem(lease.id(), where, broken).subject(resource.toString()));
            return Optional.empty();
        }
    }
}
