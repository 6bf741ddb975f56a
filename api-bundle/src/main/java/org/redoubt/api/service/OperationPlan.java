package org.redoubt.api.service;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.PlannedAction;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.resource.ResourceGraph;

/** What an operation would do. Immutable. */
@ProviderType
public interface OperationPlan {
    /** Which operation. */
    OperationType type();

    /** On which provider. */
    String provider();

    /** On which resources. */
    ResourceGraph graph();

    /** For each resource, in the order of the graph, what would be done. */
    List<Step> steps();

    /** What people should know of it although it would not be refused for that. */
    List<Problem> warnings();

    /** All of this as a document. */
    JsonObject toJson();

    /** What would be done for one resource. */
    @ProviderType
    interface Step {
        /** The resource. */
        Resource resource();

        /** The hooks that would run. */
        Set<Hook> hooks();

        /** The plugin: symbolic name and version; empty if none is needed. */
        Optional<String> plugin();

        /** The parameters, with secrets as references. */
        JsonObject parameters();

        /** For each member of the parameters, where it came from: {@code default}, {@code plan T}, {@code request T#id} and so on. */
        JsonObject origins();

        /** What the plugin would do. */
        List<PlannedAction> actions();
    }
}
