package org.redoubt.api.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceGraphTest {
    private static final Resource A = Resource.of("T", "a", "A");
    private static final Resource B = Resource.of("T", "b", "B");
    private static final Resource C = Resource.of("T", "c", "C");

    @Test
    void identityIsTypeAndIdSoARenamedResourceIsTheSameOne() throws CycleException {
        ResourceGraph graph = ResourceGraph.builder().add(A).add(Resource.of("T", "a", "renamed")).add(Resource.of("U", "a", "A")).build();
        assertEquals(2, graph.size());
        assertEquals("A", graph.resource(0).name());
    }

    @Test
    void anEdgeGivenTwiceIsOneEdge() throws CycleException {
        ResourceGraph graph = ResourceGraph.builder().add(A).add(B).edge(A.ref(), B.ref()).edge(A.ref(), B.ref()).build();
        assertEquals(1, graph.edges());
        assertEquals(List.of(B), graph.children(A.ref()));
        assertEquals(List.of(A), graph.parents(B.ref()));
        assertEquals(List.of(A), graph.roots());
    }

    @Test
    void aCycleIsRefusedAndPrinted() {
        CycleException cycle = assertThrows(CycleException.class, () -> ResourceGraph.builder().add(A).add(B).add(C)
                .edge(A.ref(), B.ref()).edge(B.ref(), C.ref()).edge(C.ref(), B.ref()).build());
        assertEquals(3, cycle.cycle().size());
        assertEquals(cycle.cycle().getFirst(), cycle.cycle().getLast());
        assertTrue(cycle.getMessage().contains("T#b -> T#c -> T#b") || cycle.getMessage().contains("T#c -> T#b -> T#c"), cycle.getMessage());
        assertThrows(CycleException.class, () -> ResourceGraph.builder().add(A).edge(A.ref(), A.ref()).build());
    }

    @Test
    void aChainOfAHundredThousandNeedsNoStack() throws CycleException {
        ResourceGraph.Builder chain = ResourceGraph.builder().add(Resource.of("T", "0", "0"));
        for (int i = 1; i < 100_000; i++) {
            chain.add(Resource.of("T", "" + i, "" + i)).edge(new ResourceRef("T", "" + (i - 1)), new ResourceRef("T", "" + i));
        }
        assertEquals(99_999, chain.build().edges());
    }

    @Test
    void aReferenceIsReadFromItsText() {
        assertEquals(new ResourceRef("Host::Volume", "/a#b"), ResourceRef.parse("Host::Volume#/a#b"));
        assertThrows(IllegalArgumentException.class, () -> ResourceRef.parse("Host::Volume"));
        assertThrows(IllegalArgumentException.class, () -> ResourceRef.parse("#x"));
    }
}
