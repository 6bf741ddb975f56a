package org.redoubt.engine.document;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonNumber;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;

/**
 * A graph as lines: an object for each resource, then arrays of the number of a parent and those of its dependents, of a bounded
 * length each.
 */
public final class GraphLines {
    private static final int DEPENDENTS = 1000;

    private GraphLines() {
    }

    /**
     * Where lines go.
     *
     * @param <X> what may go wrong
     */
    public interface Sink<X extends Exception> {
        /** Takes the next line. */
        void line(Json line) throws X;
    }

    /**
     * Where lines come from.
     *
     * @param <X> what may go wrong
     */
    public interface Source<X extends Exception> {
        /** The next line; empty at the end. */
        Optional<Json> line() throws X;
    }

    /** Writes a graph. */
    public static <X extends Exception> void write(ResourceGraph graph, Sink<X> sink) throws X {
        for (int i = 0; i < graph.size(); i++) {
            sink.line(graph.resource(i).toJson());
        }
        for (int i = 0; i < graph.size(); i++) {
            for (int from = 0; from < graph.childCount(i); from += DEPENDENTS) {
                sink.line(edges(graph, i, from, Math.min(from + DEPENDENTS, graph.childCount(i))));
            }
        }
    }

    private static Json edges(ResourceGraph graph, int parent, int from, int to) {
        List<Json> numbers = new ArrayList<>(to - from + 1);
        numbers.add(Json.of(parent));
        for (int i = from; i < to; i++) {
            numbers.add(Json.of(graph.child(parent, i)));
        }
        return new JsonArray(numbers);
    }

    /** Reads a graph; empty if the lines make none. */
    public static <X extends Exception> Optional<ResourceGraph> read(Source<X> source) throws X {
        ResourceGraph.Builder graph = ResourceGraph.builder();
        List<Resource> resources = new ArrayList<>();
        try {
            for (Optional<Json> line = source.line(); line.isPresent(); line = source.line()) {
                if (line.get() instanceof JsonObject object) {
                    resources.add(Resource.fromJson(object));
                    graph.add(resources.getLast());
                } else if (line.get() instanceof JsonArray numbers) {
                    edges(graph, resources, numbers);
                }
            }
            return Optional.of(graph.build());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException | ArithmeticException | CycleException senseless) {
            return Optional.empty();
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
