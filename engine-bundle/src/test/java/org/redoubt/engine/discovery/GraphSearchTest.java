package org.redoubt.engine.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.CycleException;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.RefusedException;

class GraphSearchTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void givenServersWithVolumes_thenTheGraphHasThemWithTheirEdges() throws Exception {
        ResourceGraph graph = graph(List.of(servers(), volumes()), "Server#a", "Server#b");
        assertEquals(List.of("Server#a", "Server#b", "Volume#a-1", "Volume#shared", "Volume#b-1"), refs(graph.resources()));
        assertEquals(List.of("Volume#a-1", "Volume#shared"), refs(graph.children(new ResourceRef("Server", "a"))));
        assertEquals(List.of("Server#a", "Server#b"), refs(graph.parents(new ResourceRef("Volume", "shared"))));
    }

    @Test
    void givenSeveralPluginsForOneChild_thenTheirAnswersAreMergedAndTheBetterRankWins() throws Exception {
        Protectable weak = Scripted.of("weak 1", "Volume", Set.of("Server"), (c, p) -> List.of(info("weak", "size", "1", "extra", "weak")));
        Protectable strong = Scripted.of("strong 1", "Volume", Set.of("Rack"), (c, p) -> List.of(info("strong", "size", "2", "disk", "d")));
        Protectable roots = Scripted.of("roots 1", "Server", Set.of(), (c, p) -> List.of());
        Protectable racks = Scripted.of("racks 1", "Rack", Set.of(), (c, p) -> List.of());
        ResourceGraph graph = graph(List.of(strong, weak, roots, racks), "Server#s", "Rack#r");
        Resource volume = graph.resource(graph.number(new ResourceRef("Volume", "v")).orElseThrow());
        assertEquals("strong", volume.name());
        assertEquals(JsonObject.builder().put("size", "2").put("disk", "d").put("extra", "weak").build(), volume.extraInfo());
        assertEquals(2, graph.parents(volume.ref()).size());
    }

    @Test
    void givenAnotherNameForARoot_thenItsProperIdentityIsTold() throws Exception {
        Scripted plugin = new Scripted("Volume", Set.of(), id -> Optional.of(Resource.of("Volume", "/data/" + id.replace("./", ""), id)), (c, p) -> List.of());
        GraphSearch search = search(List.of(Protectable.introduced("v 1", plugin)), () -> false, LONG);
        assertEquals(Map.of(new ResourceRef("Volume", "./x"), new ResourceRef("Volume", "/data/x")), search.show(List.of(new ResourceRef("Volume", "./x"))));
    }

    @Test
    void givenACycle_thenItIsPrinted() {
        Protectable nodes = Scripted.of("n 1", "N", Set.of("N"), (c, p) -> List.of(Resource.of("N", switch (p.id()) {
            case "a" -> "b";
            case "b" -> "c";
            default -> "b";
        }, "")));
        CycleException cycle = assertThrows(CycleException.class, () -> graph(List.of(nodes), "N#a"));
        assertTrue(cycle.getMessage().contains("N#b -> N#c -> N#b") || cycle.getMessage().contains("N#c -> N#b -> N#c"), cycle.getMessage());
        Protectable self = Scripted.of("n 1", "N", Set.of("N"), (c, p) -> List.of(p));
        assertTrue(assertThrows(CycleException.class, () -> graph(List.of(self), "N#a")).getMessage().contains("N#a -> N#a"));
    }

    @Test
    void givenAPluginThatBreaksItsContract_thenTheDiscoveryIsRefusedAndNamesPluginAndResource() {
        Map<String, Scripted.Depends> broken = Map.of(
                "it answered null", (c, p) -> null,
                "one of the resources in its answer is null", (c, p) -> Arrays.asList((Resource) null),
                "it discovers V and answered W#1", (c, p) -> List.of(Resource.of("W", "1", "")),
                "IOException: the disk is gone", (c, p) -> {
                    throw new IOException("the disk is gone");
                },
                "NoClassDefFoundError: some/Thing", (c, p) -> {
                    throw new NoClassDefFoundError("some/Thing");
                });
        broken.forEach((reason, depends) -> {
            List<Protectable> plugins = List.of(Scripted.of("roots 1", "R", Set.of(), (c, p) -> List.of()), Scripted.of("bad 7", "V", Set.of("R"), depends));
            RedoubtException refused = assertThrows(RedoubtException.class, () -> graph(plugins, "R#1"));
            assertEquals(ProblemKind.PLUGIN, refused.kind());
            assertEquals("The plugin bad 7 could not tell the V that R#1 depends on: " + reason + ".", refused.problem().message());
            assertTrue(refused.problem().hint().orElseThrow().contains("bad 7"), refused.problem()::toString);
        });
    }

    @Test
    void givenSeveralFailures_thenAllAreListed() {
        Protectable bad = Scripted.of("bad 7", "V", Set.of("R"), (c, p) -> {
            throw new IOException("no " + p.id());
        });
        List<Protectable> plugins = List.of(Scripted.of("roots 1", "R", Set.of(), (c, p) -> List.of()), bad);
        RefusedException refused = assertThrows(RefusedException.class, () -> graph(plugins, "R#1", "R#2", "R#3"));
        assertEquals(List.of("R#1", "R#2", "R#3"), refused.problems().stream().map(problem -> problem.subject().orElseThrow()).toList());
    }

    @Test
    void givenMoreFailuresThanSomebodyReads_thenItIsSaidHowManyMoreThereAre() {
        Protectable bad = Scripted.of("bad 7", "V", Set.of("R"), (c, p) -> {
            throw new IOException("no " + p.id());
        });
        List<Protectable> plugins = List.of(Scripted.of("roots 1", "R", Set.of(), (c, p) -> List.of()), bad);
        String[] roots = IntStream.range(0, 142).mapToObj(i -> "R#" + i).toArray(String[]::new);
        RefusedException refused = assertThrows(RefusedException.class, () -> graph(plugins, roots));
        assertEquals(101, refused.problems().size());
        assertEquals("There are 42 more problems like these.", refused.problems().getLast().message());
        Protectable empty = Protectable.introduced("e 1", new Scripted("R", Set.of(), id -> Optional.empty(), (c, p) -> List.of()));
        assertEquals(101, assertThrows(RefusedException.class, () -> graph(List.of(empty), roots)).problems().size());
    }

    @Test
    void givenMissingResources_thenAllAreNotFound() {
        Protectable empty = Protectable.introduced("e 1", new Scripted("R", Set.of(), id -> Optional.empty(), (c, p) -> List.of()));
        RefusedException refused = assertThrows(RefusedException.class, () -> graph(List.of(empty), "R#1", "R#2"));
        assertEquals(List.of(ProblemKind.NOT_FOUND, ProblemKind.NOT_FOUND), refused.problems().stream().map(problem -> problem.kind()).toList());
    }

    @Test
    void givenOneLevel_thenItsDependentsAreAskedForAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(8);
        Protectable nodes = Scripted.of("n 1", "N", Set.of("N"), (c, p) -> {
            together.await();
            return List.of();
        });
        assertEquals(8, graph(List.of(nodes), IntStream.range(0, 8).mapToObj(i -> "N#" + i).toArray(String[]::new)).size());
    }

    @Test
    void givenAPluginThatHangs_thenTheDiscoveryEndsAtItsDeadlineAndNamesIt() {
        CountDownLatch never = new CountDownLatch(1);
        Protectable hangs = Scripted.of("hangs 1", "N", Set.of("N"), (c, p) -> {
            never.await();
            return List.of();
        });
        RedoubtException refused = assertThrows(RedoubtException.class, () -> {
            GraphSearch search = search(List.of(hangs), () -> false, Duration.ofMillis(300));
            search.show(List.of(new ResourceRef("N", "a")));
            search.descend();
        });
        assertEquals(ProblemKind.TIMEOUT, refused.kind());
        assertTrue(refused.getMessage().contains("hangs 1"), refused.getMessage());
    }

    @Test
    void givenACancelledDiscovery_thenItEndsAndThePluginIsToldToStop() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        Protectable waits = Scripted.of("waits 1", "N", Set.of("N"), (c, p) -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                assertThrows(CancelledException.class, c::checkCancelled);
                told.countDown();
            }
            return List.of();
        });
        Thread canceller = Thread.ofVirtual().start(() -> {
            try {
                asked.await();
                cancelled.set(true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        GraphSearch search = search(List.of(waits), cancelled::get, LONG);
        search.show(List.of(new ResourceRef("N", "a")));
        assertThrows(CancelledException.class, search::descend);
        told.await();
        canceller.join();
    }

    @Test
    void givenAChainOfTenThousandLevels_thenDepthIsNoLimit() throws Exception {
        Protectable chain = Scripted.of("n 1", "N", Set.of("N"), (c, p) -> {
            int next = Integer.parseInt(p.id()) + 1;
            return next < 10_000 ? List.of(Resource.of("N", Integer.toString(next), "")) : List.of();
        });
        assertEquals(10_000, graph(List.of(chain), "N#0").size());
    }

    @Test
    void givenALadderOfDiamonds_thenEachResourceIsAskedForOnce() throws Exception {
        Map<String, Integer> asked = new ConcurrentHashMap<>();
        Protectable ladder = Scripted.of("n 1", "N", Set.of("N"), (c, p) -> {
            asked.merge(p.id(), 1, Integer::sum);
            int next = Integer.parseInt(p.id().substring(1)) + 1;
            return next <= 300 ? List.of(Resource.of("N", "l" + next, ""), Resource.of("N", "r" + next, "")) : List.of();
        });
        ResourceGraph graph = graph(List.of(ladder), "N#l0");
        assertEquals(1 + 2 * 300, graph.size());
        assertEquals(2 + 4 * 299, graph.edges());
        assertEquals(graph.size(), asked.size());
        assertEquals(Set.of(1), Set.copyOf(asked.values()));
    }

    @Test
    void givenARootWhoseNameChangesBeforeItIsFoundOnceMore_thenItStaysOneResource() throws Exception {
        Protectable nodes = Scripted.of("n 1", "N", Set.of("N"), (c, p) -> p.id().equals("b") ? List.of(Resource.of("N", "a", "renamed")) : List.of());
        ResourceGraph graph = graph(List.of(nodes), "N#a", "N#b");
        assertEquals(List.of("N#a", "N#b"), refs(graph.resources()).stream().sorted().toList());
        assertEquals(List.of("N#a"), refs(graph.children(new ResourceRef("N", "b"))));
    }

    @Test
    void givenAMillionResources_thenTheyFit() throws Exception {
        Protectable roots = Scripted.of("r 1", "R", Set.of(), (c, p) -> List.of());
        Protectable servers = Scripted.of("s 1", "S", Set.of("R"), (c, p) -> numbered("S", 0, 200_000));
        Protectable volumes = Scripted.of("v 1", "V", Set.of("S"), (c, p) -> numbered("V", 4 * Integer.parseInt(p.id()), 4));
        ResourceGraph graph = graph(List.of(roots, servers, volumes), "R#1");
        assertEquals(1_000_001, graph.size());
        assertEquals(1_000_000, graph.edges());
    }

    private static List<Resource> numbered(String type, int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> Resource.of(type, Integer.toString(i), "")).toList();
    }

    private static Resource info(String name, String... members) {
        JsonObject.Builder json = JsonObject.builder();
        for (int i = 0; i < members.length; i += 2) {
            json.put(members[i], members[i + 1]);
        }
        return Resource.of("Volume", "v", name).extraInfo(json.build());
    }

    private static Protectable servers() {
        return Scripted.of("servers 1", "Server", Set.of(), (c, p) -> List.of());
    }

    private static Protectable volumes() {
        return Scripted.of("volumes 1", "Volume", Set.of("Server"),
                (c, p) -> List.of(Resource.of("Volume", p.id() + "-1", ""), Resource.of("Volume", "shared", "")));
    }

    private static ResourceGraph graph(List<Protectable> plugins, String... roots) throws RedoubtException {
        GraphSearch search = search(plugins, () -> false, LONG);
        search.show(Arrays.stream(roots).map(ResourceRef::parse).toList());
        return search.descend();
    }

    private static GraphSearch search(List<Protectable> plugins, BooleanSupplier cancelled, Duration limit) {
        return new GraphSearch(plugins, 32, new Conduct(Caller.of("t", ProjectId.DEFAULT), limit, InstantSource.system(), cancelled));
    }

    private static List<String> refs(List<Resource> resources) {
        return resources.stream().map(Resource::toString).toList();
    }
}
