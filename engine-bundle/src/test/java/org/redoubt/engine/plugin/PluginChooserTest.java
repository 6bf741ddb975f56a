package org.redoubt.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Operation;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.UndoFormats;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Departures;
import org.redoubt.engine.lease.LeaseTimes;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;
import org.redoubt.engine.lease.ServiceSource;
import org.redoubt.engine.lease.Shutdown;

class PluginChooserTest {
    private static final Selector PROTECT = Selector.protect("T", Optional.empty());

    private final Leases leases = new Leases(new Shutdown(), new LeaseTimes(Duration.ZERO, Duration.ZERO));
    private final PluginPool pool = new PluginPool(leases, InstantSource.system());
    private final Departures departures = new Departures(Duration.ofMinutes(5), System::nanoTime);
    private final List<Offer> offers = new ArrayList<>();

    @Test
    void givenSeveralPlugins_thenRankComesBeforeVersionBeforeTheYoungestService() {
        add("a", "1.0.0", 0, Map.of());
        assertEquals("a 1.0.0", chosen(PROTECT));
        add("b", "1.1.0", 0, Map.of());
        assertEquals("b 1.1.0", chosen(PROTECT));
        add("c", "1.1.0", 0, Map.of());
        assertEquals("c 1.1.0", chosen(PROTECT));
        add("d", "0.1.0", 5, Map.of());
        assertEquals("d 0.1.0", chosen(PROTECT));
    }

    @Test
    void givenTheFilterOfAProvider_thenOnlyPluginsThatMatchAreChosen() throws Exception {
        add("a", "1.0.0", 0, Map.of("site", "east"));
        Selector west = Selector.protect("T", Optional.of(FrameworkUtil.createFilter("(site=west)")));
        assertEquals("No plugin can protect resources of the type \"T\" now: a 1.0.0: the provider wants only plugins that match (site=west).",
                chooser().select(west).why());
        add("b", "1.0.0", -5, Map.of("Site", "west"));
        assertEquals("b 1.0.0", chosen(west));
    }

    @Test
    void givenARecordedFormat_thenOnlyPluginsThatReadItAreChosenAndTheWriterFirst() {
        add("a", "1.0.0", 0, Map.of("redoubt.format.reads", "[1.0,2.0)"));
        add("b", "1.0.0", 9, Map.of("redoubt.format.reads", "[1.0,3.0)"));
        assertEquals("a 1.0.0", chosen(reading("a", "1.4")));
        assertEquals("b 1.0.0", chosen(reading("a", "2.0")));
        Selection none = chooser().select(reading("a", "3.0"));
        assertEquals(ProblemKind.UNSUPPORTED, none.problem().kind());
        assertTrue(none.problem().toString().endsWith("Install a plugin that reads it: what is stored was written by a in format 3.0.0."), none.problem().toString());
    }

    @Test
    void givenAnUnhealthyPlugin_thenItIsUsedAgainOnlyAfterItIsHealed() {
        add("a", "1.0.0", 0, Map.of());
        pool.markUnhealthy(pool.list().getFirst().id(), "it lost its disk");
        Selection none = chooser().select(PROTECT);
        assertEquals(ProblemKind.UNAVAILABLE, none.problem().kind());
        assertTrue(none.why().contains("a 1.0.0: it is unhealthy: it lost its disk"), none.why());
        assertEquals("Mend what is said of it, or install another plugin for this type.", none.problem().hint().orElseThrow());
        pool.heal(offers.getFirst().bundleId());
        assertEquals("a 1.0.0", chosen(PROTECT));
    }

    @Test
    void givenNoPluginOfTheType_thenTheTypesThatAreKnownAreListedAtOnce() {
        add("a", "1.0.0", 0, Map.of());
        Selection none = chooser().select(Selector.protect("X", Optional.empty()));
        assertEquals("X: No plugin protects resources of the type \"X\". Install a plugin for it; there are plugins for T.", none.problem().toString());
    }

    @Test
    void givenAPluginThatIsBeingUpdated_thenTheSelectionWaitsForTheNext() throws Exception {
        departures.gone(List.of("T"));
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> chosen(PROTECT));
        assertFalse(waiting.isDone());
        add("a", "2.0.0", 0, Map.of());
        assertEquals("a 2.0.0", waiting.get(1, TimeUnit.MINUTES));
    }

    @Test
    void givenAPluginThatIsBeingUpdated_thenWhoOnlyLooksWaitsForNobody() {
        departures.gone(List.of("T"));
        assertTrue(chooser(Duration.ofDays(1)).look(PROTECT).lease().isEmpty());
        add("a", "2.0.0", 0, Map.of());
        assertEquals("a 2.0.0", id(chooser().look(PROTECT)));
    }

    @Test
    void givenAPluginThatIsLeaving_thenTheSelectionWaitsForItsDepartureBeforeItsGraceBegins() throws Exception {
        Leases slow = new Leases(new Shutdown(), new LeaseTimes(Duration.ofMillis(200), Duration.ofMinutes(5)));
        PluginPool leaving = new PluginPool(slow, InstantSource.system());
        add(leaving, "a", "1.0.0", 0, Map.of());
        PluginLease old = leaving.lease(leaving.list().getFirst());
        old.onAbandoned(() -> {
            add(leaving, "a", "2.0.0", 0, Map.of());
            old.close();
        });
        CompletableFuture<Void> gone = CompletableFuture.runAsync(() -> leaving.remove(offers.getFirst()));
        for (long seen = slow.generation(); leaving.list().stream().noneMatch(Plugin::draining) && !gone.isDone(); seen = slow.generation()) {
            slow.awaitChange(seen, TimeUnit.MILLISECONDS.toNanos(100));
        }
        PluginChooser hurried = new PluginChooser(leaving, slow, departures, new Refusals(leaving, new ComponentReports()), Duration.ofMillis(1));
        assertEquals("a 2.0.0", id(hurried.select(PROTECT)));
        gone.get(1, TimeUnit.MINUTES);
    }

    @Test
    void givenAPluginThatIsNotReplacedInTime_thenTheSelectionIsRefused() {
        add("a", "1.0.0", 0, Map.of());
        leases.drain(offers.getFirst().bundleId(), Duration.ofMinutes(5));
        Selection none = chooser(Duration.ofMillis(1)).select(PROTECT);
        assertEquals(ProblemKind.UNAVAILABLE, none.problem().kind());
        assertEquals("No plugin can protect resources of the type \"T\" now: a 1.0.0: it is being taken out of use.", none.why());
        assertEquals("Try again when it is back, or install it again.", none.problem().hint().orElseThrow());
    }

    @Test
    void givenAStepToTakeBack_thenItGoesToItsInstanceElseItsVersionElseItsNameAndToNobodyElse() {
        PluginId gone = new PluginId("a", new Version(1, 0, 0), 99);
        UndoSelector undo = new UndoSelector("T", gone, 1);
        add("other", "1.0.0", 50, Map.of());
        Selection none = chooser().select(undo);
        assertEquals("A step of the plugin a 1.0.0 for the type \"T\" cannot be taken back now: it is not installed.", none.why());
        add("a", "2.0.0", 0, Map.of());
        assertEquals("a 2.0.0", id(chooser().select(undo)));
        add("a", "1.0.0", 0, Map.of());
        assertEquals("a 1.0.0", id(chooser().select(undo)));
        leases.drain(offers.getLast().bundleId(), Duration.ofMinutes(5));
        assertEquals("a 1.0.0", id(chooser().select(undo)), "a draining plugin takes its steps back");
    }

    @Test
    void givenAStepToTakeBack_thenOnlyAVersionThatUnderstandsItsFormatIsAsked() {
        UndoSelector undo = new UndoSelector("T", new PluginId("a", new Version(2, 0, 0), 99), 2);
        add("a", "1.0.0", 50, Map.of(UndoFormats.PROPERTY, new int[] {1}));
        Selection none = chooser().select(undo);
        assertEquals("A step of the plugin a 2.0.0 for the type \"T\" cannot be taken back now: "
                + "a 1.0.0: it understands steps of the format 1 and this one has 2.", none.why());
        add("a", "3.0.0", 0, Map.of(UndoFormats.PROPERTY, new Integer[] {1, 2}));
        assertEquals("a 3.0.0", id(chooser().select(undo)));
        add("a", "4.0.0", 0, Map.of());
        assertEquals("a 4.0.0", id(chooser().select(undo)), "one that does not say what it understands is asked");
        add("a", "2.0.0", 0, Map.of(UndoFormats.PROPERTY, "1"));
        assertEquals("a 2.0.0", id(chooser().select(undo)), "the version that registered it understands it");
    }

    @Test
    void givenBadProperties_thenTheReasonNamesThem() {
        Map<Object, String> wrong = Map.of(
                "", "holds \"\"", 7, "is not made of strings", new String[0], "is empty", new Object[] {"T", 7}, "is not made of strings", "A#b", "holds \"A#b\"");
        wrong.forEach((value, reason) -> assertTrue(PluginFacts.of(Map.of("redoubt.resource.type", value)).fault().orElseThrow().contains(reason), reason));
        assertTrue(PluginFacts.of(Map.of("redoubt.resource.type", "T", "redoubt.format", "x.y")).fault().orElseThrow().contains("redoubt.format"));
        assertTrue(PluginFacts.of(Map.of("redoubt.resource.type", "T", UndoFormats.PROPERTY, List.of("1", "x"))).fault().orElseThrow()
                .contains("is [1, x] and not made of numbers"));
        assertEquals(List.of("A", "T"), PluginFacts.of(Map.of("redoubt.resource.type", List.of("T", "A"))).types());
    }

    private static Selector reading(String writer, String format) {
        return Selector.reading("T", OperationType.RESTORE, Optional.empty(), new Written(writer, Version.parseVersion(format)));
    }

    private PluginChooser chooser() {
        return chooser(Duration.ofMinutes(5));
    }

    private PluginChooser chooser(Duration grace) {
        return new PluginChooser(pool, leases, departures, new Refusals(pool, new ComponentReports()), grace);
    }

    private String chosen(Selector selector) {
        return id(chooser().select(selector));
    }

    private static String id(Selection selection) {
        try (PluginLease lease = selection.lease().orElseThrow(() -> new AssertionError(selection.why()))) {
            return lease.id().toString();
        }
    }

    private void add(String name, String version, int rank, Map<String, Object> more) {
        add(pool, name, version, rank, more);
    }

    private void add(PluginPool to, String name, String version, int rank, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("redoubt.resource.type", "T");
        Offer offer = new Offer(properties, name, Version.parseVersion(version), offers.size() + 1, offers.size() + 1, rank);
        offers.add(offer);
        to.add(offer, new ServiceSource<>() {
            @Override
            public ProtectionPlugin get() {
                return new Silent();
            }

            @Override
            public void unget() {
                // Nothing is counted here.
            }
        });
    }

    private static final class Silent implements ProtectionPlugin {
        @Override
        public Operation<ProtectContext> getProtectOperation(Resource resource) {
            return Operation.none();
        }

        @Override
        public Operation<RestoreContext> getRestoreOperation(Resource resource) {
            return Operation.none();
        }
    }
}
