package org.redoubt.engine.checkpoint;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.engine.document.DocumentStore;

/** All records of a checkpoint. Immutable. */
final class Records {
    private final List<RecordPages.Line> lines;
    private final ResourceGraph graph;
    private final int[] lineOf;

    private Records(List<RecordPages.Line> lines, ResourceGraph graph) {
        this.lines = lines;
        this.graph = graph;
        lineOf = new int[graph.size()];
        Arrays.fill(lineOf, -1);
        for (int i = 0; i < lines.size(); i++) {
            lineOf[graph.number(lines.get(i).entry().resource().ref()).orElseThrow()] = i;
        }
    }

    static Records read(DocumentStore documents, Facts facts, ResourceGraph graph) throws BankException {
        String name = facts.outcome().orElseThrow().name();
        return new Records(RecordPages.read(documents, facts.layout().resources().resolve(name), graph), graph);
    }

    List<StoredRecord> entries() {
        return new AbstractList<>() {
            @Override
            public StoredRecord get(int number) {
                return lines.get(number).entry();
            }

            @Override
            public int size() {
                return lines.size();
            }
        };
    }

    /** What all sections must hold. */
    List<Contents> contents() {
        return lines.stream().map(RecordPages.Line::contents).toList();
    }

    /** What the section of a resource must hold; empty if nothing is recorded of the resource. */
    Optional<Contents> contents(ResourceRef resource) {
        OptionalInt number = graph.number(resource);
        int line = number.isEmpty() ? -1 : lineOf[number.getAsInt()];
        return line < 0 ? Optional.empty() : Optional.of(lines.get(line).contents());
    }
}
