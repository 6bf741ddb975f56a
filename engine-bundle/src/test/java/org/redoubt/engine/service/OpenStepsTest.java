package org.redoubt.engine.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Filter;
import org.osgi.framework.Version;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.PluginView;
import org.redoubt.api.service.UndoStepView;
import org.redoubt.engine.plugin.Candidate;
import org.redoubt.engine.plugin.PluginId;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.plugin.PluginRegistry;
import org.redoubt.engine.plugin.Selection;
import org.redoubt.engine.plugin.Selector;
import org.redoubt.engine.plugin.UndoSelector;
import org.redoubt.engine.undo.OpenStep;

class OpenStepsTest {
    private final AtomicInteger asked = new AtomicInteger();

    private static OpenStep step(int number, int attempts, String reason) {
        return new OpenStep("op." + number, number, UndoSpec.of("thaw").urgent().arg("server", "web"), Resource.of("Host::Server", "web", "web"), 0,
                Hook.PREPARE_BEGIN, new PluginId("org.example.server", new Version(1, 2, 3), 9), attempts, reason);
    }

    @Test
    void aStepWhosePluginIsGoneSaysWhatIsMissingAndThatIsFoundOutOnce() {
        List<UndoStepView> views = new OpenSteps(new Nobody()).of(List.of(step(1, 2, "It was busy."), step(2, 0, ""), step(3, 0, "")), 2);

        assertEquals(2, views.size());
        assertEquals(1, asked.get());
        assertEquals(Optional.of("There is no plugin org.example.server."), views.getFirst().missing());
        assertEquals(Optional.of("It was busy."), views.getFirst().reason());
        assertEquals(Optional.empty(), views.getLast().reason());
        assertEquals("{\"id\":\"op.1\",\"name\":\"thaw\",\"arguments\":{\"server\":\"web\"},\"resource\":{\"type\":\"Host::Server\",\"id\":\"web\","
                + "\"name\":\"web\"},\"plugin\":\"org.example.server\",\"pluginVersion\":\"1.2.3\",\"urgent\":true,\"attempts\":2,"
                + "\"reason\":\"It was busy.\",\"missing\":\"There is no plugin org.example.server.\"}", views.getFirst().toJson().toString());
    }

    /** No plugin is there. */
    private final class Nobody implements PluginRegistry {
        @Override
        public Selection select(UndoSelector selector) {
            asked.incrementAndGet();
            return new Selection() {
                @Override
                public Optional<PluginLease> lease() {
                    return Optional.empty();
                }

                @Override
                public List<Candidate> candidates() {
                    return List.of();
                }

                @Override
                public String why() {
                    return "There is no plugin " + selector.registered().name() + ".";
                }

                @Override
                public Problem problem() {
                    return Problem.of(ProblemKind.NOT_FOUND, why());
                }
            };
        }

        @Override
        public Selection select(Selector selector) {
            throw new UnsupportedOperationException("No step is chosen so.");
        }

        @Override
        public void markUnhealthy(PluginId id, String reason) {
            // Nobody is there to be marked.
        }

        @Override
        public List<PluginView> views() {
            return List.of();
        }

        @Override
        public List<String> types(Optional<Filter> filter) {
            return List.of();
        }

        @Override
        public CompletionStage<Boolean> drain(long bundleId, Duration grace) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void undrain(long bundleId) {
            // Nothing is ever drained here.
        }
    }
}
