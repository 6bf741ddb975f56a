package org.redoubt.shell.lattice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.service.OperationPlan;
import org.redoubt.shell.given.GivenPlan;
import org.xml.sax.InputSource;

@DisplayName("The lattice of a server with two volumes")
final class LatticeViewTest {
    private final Resource server = Resource.of("Host::Server", "web", "web");
    private final Resource data = Resource.of("Host::Volume", "/srv/data", "data");
    private final Resource logs = Resource.of("Host::Volume", "/srv/logs", "logs");

    private LatticeView view() throws Exception {
        ResourceGraph graph = ResourceGraph.builder().add(server).add(data).add(logs)
                .edge(server.ref(), data.ref()).edge(server.ref(), logs.ref()).build();
        return new LatticeView(new GivenPlan(OperationType.PROTECT, "default", graph, graph.resources().stream().map(LatticeViewTest::step).toList()));
    }

    /** The server has no main; the volumes have every hook. */
    private static OperationPlan.Step step(Resource resource) {
        Set<Hook> hooks = resource.type().equals("Host::Server") ? EnumSet.complementOf(EnumSet.of(Hook.MAIN)) : EnumSet.allOf(Hook.class);
        return new GivenPlan.Step(resource, hooks, Optional.empty(), JsonObject.empty(), JsonObject.empty(), List.of());
    }

    @Test
    @DisplayName("has three edges for each resource and three for each dependent")
    void edges() throws Exception {
        assertEquals(3 * 3 + 2 * 3, view().edges().size());
        for (HookEdge edge : view().edges()) {
            assertTrue(view().level(edge.from()) < view().level(edge.to()), edge.toString());
        }
    }

    @Test
    @DisplayName("lets the server begin first and complete last")
    void levels() throws Exception {
        LatticeView view = view();
        assertEquals(0, view.level(new HookNode(0, Hook.PREPARE_BEGIN)));
        assertEquals(view.depth(), view.level(new HookNode(0, Hook.COMPLETE)));
        assertEquals(view.level(new HookNode(1, Hook.MAIN)), view.level(new HookNode(2, Hook.MAIN)));
    }

    @Test
    @DisplayName("as text names the hooks of one step together and leaves out those that nobody implements")
    void text() throws Exception {
        String text = new LatticeText(view()).text();
        assertTrue(text.contains("prepareFinish of data, logs"), text);
        assertTrue(text.contains("main of data, logs"), text);
        assertTrue(!text.contains("main of web"), text);
    }

    @Test
    @DisplayName("as dot has every hook and edge")
    void dot() throws Exception {
        String dot = new LatticeDot(view()).text();
        assertEquals(15, dot.lines().filter(line -> line.contains("->")).count());
        assertEquals(3, dot.lines().filter(line -> line.contains("subgraph")).count());
    }

    @Test
    @DisplayName("as a picture has a box for every hook")
    void svg() throws Exception {
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(new LatticeSvg(view()).text())));
        assertEquals(12 + 1, document.getElementsByTagName("rect").getLength());
    }
}
