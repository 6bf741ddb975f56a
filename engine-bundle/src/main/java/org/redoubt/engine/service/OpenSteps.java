package org.redoubt.engine.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.service.UndoStepView;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.plugin.PluginRegistry;
import org.redoubt.engine.plugin.Selection;
import org.redoubt.engine.plugin.UndoSelector;
import org.redoubt.engine.undo.OpenStep;

/** Shows open steps, with what is missing to take them back. For one look at one operation. */
final class OpenSteps {
    private final PluginRegistry plugins;
    private final Map<UndoSelector, Optional<String>> missing = new HashMap<>();

    OpenSteps(PluginRegistry plugins) {
        this.plugins = plugins;
    }

    List<UndoStepView> of(List<OpenStep> steps, int limit) {
        return steps.stream().limit(limit)
                .<UndoStepView>map(step -> new View(step, missing.computeIfAbsent(UndoSelector.of(step, step.plugin()), this::missing)))
                .toList();
    }

    private Optional<String> missing(UndoSelector wanted) {
        Selection selection = plugins.select(wanted);
        selection.lease().ifPresent(PluginLease::close);
        return selection.lease().isPresent() ? Optional.empty() : Optional.of(selection.why());
    }

    private record View(OpenStep step, Optional<String> missing) implements UndoStepView {
        @Override
        public String id() {
            return step.id();
        }

        @Override
        public String name() {
            return step.spec().name();
        }

        @Override
        public Map<String, String> arguments() {
            return step.spec().arguments();
        }

        @Override
        public Resource resource() {
            return step.resource();
        }

        @Override
        public String plugin() {
            return step.pluginName();
        }

        @Override
        public String pluginVersion() {
            return step.pluginVersion();
        }

        @Override
        public boolean urgent() {
            return step.spec().isUrgent();
        }

        @Override
        public int attempts() {
            return step.attempt();
        }

        @Override
        public Optional<String> reason() {
            return Optional.of(step.reason()).filter(text -> !text.isEmpty());
        }

        @Override
        public JsonObject toJson() {
            JsonObject.Builder arguments = JsonObject.builder();
            step.spec().arguments().forEach(arguments::put);
            JsonObject.Builder json = JsonObject.builder().put("id", id()).put("name", name()).put("arguments", arguments.build())
                    .put("resource", JsonObject.builder().put("type", resource().type()).put("id", resource().id()).put("name", resource().name()).build())
                    .put("plugin", plugin()).put("pluginVersion", pluginVersion()).put("urgent", urgent()).put("attempts", attempts());
            reason().ifPresent(why -> json.put("reason", why));
            missing.ifPresent(what -> json.put("missing", what));
            return json.build();
        }
    }
}
