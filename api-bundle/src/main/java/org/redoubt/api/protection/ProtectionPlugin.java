package org.redoubt.api.protection;

import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.Schema;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.Resource;

/**
 * Protects resources of one or more types. Published as a service with the properties of {@link ResourceType} and
 * {@link DataFormat}. Thread-safe. The names are those of OpenStack Karbor's plugins.
 *
 * <p>Each getter of an operation is asked before anything runs. {@code null} or an exception is an error of the plugin and
 * refuses the operation; a plugin that has nothing to do for an operation answers {@link Operation#none()}.
 */
@ConsumerType
public interface ProtectionPlugin {

    /** How a resource is brought into a checkpoint. */
    Operation<ProtectContext> getProtectOperation(Resource resource);

    /** How it is brought back. */
    Operation<RestoreContext> getRestoreOperation(Resource resource);

    /** What is checked besides the documents and the bulk data, which the engine checks itself. */
    default Operation<VerifyContext> getVerifyOperation(Resource resource) {
        return Operation.none();
    }

    /** What is done besides copying the documents and the bulk data, which the engine copies itself. */
    default Operation<CopyContext> getCopyOperation(Resource resource) {
        return Operation.none();
    }

    /** What is deleted besides the documents and the bulk data, which the engine deletes itself. */
    default Operation<DeleteContext> getDeleteOperation(Resource resource) {
        return Operation.none();
    }

    /** The parameters of protect. */
    default Schema getOptionsSchema(String type) {
        return Schema.empty();
    }

    /** The form of what {@link #getSavedInfo} answers. */
    default Schema getSavedInfoSchema(String type) {
        return Schema.empty();
    }

    /** The parameters of restore. */
    default Schema getRestoreSchema(String type) {
        return Schema.empty();
    }

    /** The parameters of verify. */
    default Schema getVerifySchema(String type) {
        return Schema.empty();
    }

    /** The parameters of copy. */
    default Schema getCopySchema(String type) {
        return Schema.empty();
    }

    /** The parameters of delete. */
    default Schema getDeleteSchema(String type) {
        return Schema.empty();
    }

    /**
     * What can be told of a protected resource without restoring it, to somebody who looks at a checkpoint. Reads little, as somebody waits.
     *
     * @param section its section, read only
     * @param resource the resource as it was
     * @return an object as {@link #getSavedInfoSchema} says
     * @throws RedoubtException if the section cannot be read
     */
    default JsonObject getSavedInfo(ResourceSection section, Resource resource) throws RedoubtException {
        return JsonObject.empty();
    }

    /**
     * Takes back the effect of one step, which may have been registered by an earlier version of this plugin in another
     * process. Idempotent: the effect may never have happened, be gone already, or appear late.
     *
     * @param step the step
     * @param context the surroundings
     * @return how it went
     * @throws Exception the same as {@link UndoResult#retry}
     */
    default UndoResult undo(UndoStep step, UndoContext context) throws Exception {
        return UndoResult.cannot("The plugin undoes nothing.");
    }
}
