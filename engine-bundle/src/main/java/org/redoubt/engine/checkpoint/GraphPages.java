package org.redoubt.engine.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonNumber;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.engine.document.DocumentProblems;
import org.redoubt.engine.document.DocumentStore;
import org.redoubt.engine.document.PageReader;
import org.redoubt.engine.document.PageWriter;

/**
 * A graph as lines: an object for each resource, then arrays of the number of a parent and those of its dependents, of a bounded
 * length each.
 */
final class GraphPages {
    private static final int DEPENDENTS = 1000;

    private GraphPages() {
    }

    static void write(DocumentStore documents, Prefix prefix, ResourceGraph graph) throws BankException {
        PageWriter pages = new PageWriter(documents, Kind.GRAPH, prefix);
        for (int i = 0; i < graph.size(); i++) {
            pages.add(graph.resource(i).toJson());
        }
        for (int i = 0; i < graph.size(); i++) {
            for (int from = 0; from < graph.childCount(i); from += DEPENDENTS) {
                pages.add(edges(graph, i, from, Math.min(from + DEPENDENTS, graph.childCount(i))));
            }
        }
        pages.end();
    }

    private static Json edges(ResourceGraph graph, int parent, int from, int to) {
        List<Json> numbers = new ArrayList<>(to - from + 1);
        numbers.add(Json.of(parent));
        for (int i = from; i < to; i++) {
            numbers.add(Json.of(graph.child(parent, i)));
        }
        return new JsonArray(numbers);
    }

    static ResourceGraph read(DocumentStore documents, Prefix prefix) throws BankException {
        PageReader pages = new PageReader(documents, Kind.GRAPH, prefix);
        ResourceGraph.Builder graph = ResourceGraph.builder();
        List<Resource> resources = new ArrayList<>();
        try {
            for (Optional<Json> line = pages.next(); line.isPresent(); line = pages.next()) {
                if (line.get() instanceof JsonObject object) {
                    resources.add(Resource.fromJson(object));
                    graph.add(resources.getLast());
                } else if (line.get() instanceof JsonArray numbers) {
                    edges(graph, resources, numbers);
                }
            }
            return graph.build();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException | ArithmeticException | CycleException e) {
            throw DocumentProblems.damaged(pages.page(), "describes no graph of resources");
        }
    }

    private static void edges(ResourceGraph.Builder graph, List<Resource> resources, JsonArray numbers) {
        Resource parent = resources.get(number(numbers.elements().getFirst()));
        for (Json child : numbers.elements().subList(1, numbers.elements().size())) {
            graph.edge(parent.ref(), resources.get(number(child)).ref());
        }
    }

    private static int number(Json json) {
        if (json instanceof JsonNumber number && number.asLong().isPresent()) {
            return Math.toIntExact(number.asLong().getAsLong());
        }
        throw new IllegalArgumentException("not a number of a resource");
    }
}
