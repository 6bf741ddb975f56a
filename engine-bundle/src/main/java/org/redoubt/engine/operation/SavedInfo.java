package org.redoubt.engine.operation;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.framework.Version;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.checkpoint.StoredRecord;
import org.redoubt.engine.hook.Thrown;
import org.redoubt.engine.operation.Interview.Question;
import org.redoubt.engine.plugin.PluginLease;
import org.redoubt.engine.plugin.Selection;
import org.redoubt.engine.plugin.Selector;
import org.redoubt.engine.plugin.Written;

/**
 * What plugins tell of resources that were protected, without restoring them. Thread-safe.
 *
 * @param engine where the plugins are
 */
public record SavedInfo(Engine engine) {
    private static final String ABOUT = "the saved information";

    /**
     * Asks the plugin that can read a section.
     *
     * @param record what the checkpoint says of the resource
     * @param section its section
     * @return what it tells; nothing of a resource that no plugin has written
     * @throws RedoubtException if no plugin can read it, or it does not tell
     */
    public JsonObject of(StoredRecord record, ResourceSection section) throws RedoubtException {
        if (record.pluginName().isEmpty() || record.format().isEmpty()) {
            return JsonObject.empty();
        }
        Resource resource = record.resource();
        Written written = new Written(record.pluginName(), Version.parseVersion(record.format()));
        Selection selection = engine.plugins().select(Selector.reading(resource.type(), OperationType.RESTORE, Optional.empty(), written));
        if (selection.lease().isEmpty()) {
            throw new RedoubtException(selection.problem());
        }
        try (PluginLease lease = selection.lease().get()) {
            Interview interview = new Interview(engine);
            return interview.hold(() -> interview.ask(new Question(lease.id(), ABOUT, resource), () -> answer(lease, section, resource)).call());
        }
    }

    /** What it throws is told apart from a question that was not answered. */
    private static Callable<JsonObject> answer(PluginLease lease, ResourceSection section, Resource resource) {
        try {
            JsonObject told = Objects.requireNonNull(lease.plugin().getSavedInfo(section, resource), "getSavedInfo answered null");
            return () -> told;
        } catch (RedoubtException known) {
            return () -> {
                throw known;
            };
        } catch (Throwable broken) {
            Problem problem = Thrown.problem(lease.id(), ABOUT, broken).subject(resource.toString());
            return () -> {
                throw new RedoubtException(problem);
            };
        }
    }
}
