package org.redoubt.testkit.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.redoubt.api.problem.CancelledException;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.api.resource.Resource;

/**
 * The suite that every {@link ProtectablePlugin} has to pass. A plugin's author writes a JUnit Jupiter class that implements
 * this interface and names a resource that the plugin finds.
 */
public interface ProtectablePluginContract {

    /** The plugin: the same one during a test. */
    ProtectablePlugin plugin();

    /** A resource that the plugin can show. */
    Resource sample() throws Exception;

    /** Whether {@link ProtectablePlugin#listResources} finds the sample too; a plugin may show more than it lists. */
    default boolean listsSample() {
        return true;
    }

    /** An id that no resource has. */
    default String unknownId() {
        return "no-such-resource-0d6f8a34";
    }

    /** A parent with its dependents among the plugin's resources. */
    default Optional<Resource> parent() throws Exception {
        return Optional.empty();
    }

    /** The type and the parents' types are there and always the same. */
    @Test
    default void theTypesAreThereAndStay() throws Exception {
        String type = plugin().getResourceType();
        assertFalse(type.isBlank() || type.contains("#"), () -> "\"" + type + "\" is no type.");
        assertEquals(type, plugin().getResourceType());
        assertEquals(type, sample().type());
        assertEquals(plugin().getParentResourceTypes(), plugin().getParentResourceTypes());
        plugin().getParentResourceTypes().forEach(each -> assertFalse(each.isBlank() || each.contains("#"), () -> "\"" + each + "\" is no type."));
    }

    /** A listing has resources of the type, each once, and each of them can be shown. */
    @Test
    default void whatIsListedCanBeShown() throws Exception {
        List<Resource> listed = plugin().listResources(new TestDiscoveryContext());
        assertResources(listed);
        Resource sample = sample();
        assertTrue(!listsSample() || listed.contains(sample), () -> sample + " is not listed.");
        for (Resource each : listed) {
            Optional<Resource> shown = plugin().showResource(new TestDiscoveryContext(), each.id());
            assertEquals(Optional.of(each), shown);
            assertEquals(each.name(), shown.orElseThrow().name());
            assertEquals(each.extraInfo(), shown.orElseThrow().extraInfo());
        }
    }

    /** A resource is shown with its proper id, by which it is shown again. */
    @Test
    default void aResourceIsShownWithItsId() throws Exception {
        assertEquals(Optional.of(sample()), plugin().showResource(new TestDiscoveryContext(), sample().id()));
    }

    /** What is not there is empty, neither null nor an error. */
    @Test
    default void whatIsNotThereIsEmpty() throws Exception {
        assertEquals(Optional.empty(), plugin().showResource(new TestDiscoveryContext(), unknownId()));
    }

    /** Dependents are resources of the type, each once, and never the parent itself. */
    @Test
    default void dependentsAreResourcesOfTheType() throws Exception {
        Optional<Resource> parent = parent();
        if (parent.isPresent()) {
            assertTrue(plugin().getParentResourceTypes().contains(parent.get().type()));
            List<Resource> found = plugin().getDependentResources(new TestDiscoveryContext(), parent.get());
            assertResources(found);
            assertFalse(found.isEmpty(), "The parent has dependents.");
            found.forEach(each -> assertNotEquals(parent.get(), each));
            assertEquals(found, plugin().getDependentResources(new TestDiscoveryContext(), parent.get()));
        }
    }

    /** Several may ask at once, and get the same. */
    @Test
    default void severalMayAskAtOnce() throws Exception {
        List<Resource> expected = plugin().listResources(new TestDiscoveryContext());
        List<Callable<List<Resource>>> askers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            askers.add(() -> plugin().listResources(new TestDiscoveryContext()));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(askers.size())) {
            for (Future<List<Resource>> each : threads.invokeAll(askers)) {
                assertEquals(new HashSet<>(expected), new HashSet<>(each.get()));
            }
        }
    }

    /** A discovery that is cancelled ends with that, or was done before it noticed. */
    @Test
    default void aCancelledDiscoveryEnds() throws Exception {
        TestDiscoveryContext context = new TestDiscoveryContext();
        context.cancel();
        try {
            assertResources(plugin().listResources(context));
        } catch (CancelledException expected) {
            assertTrue(expected.getMessage().contains("cancelled"));
        }
    }

    private void assertResources(List<Resource> found) {
        assertEquals(found.size(), new HashSet<>(found).size(), () -> "A resource is there twice in " + found);
        found.forEach(each -> assertEquals(plugin().getResourceType(), each.type()));
    }
}
