package org.redoubt.testkit.protection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.protection.OperationType;
import org.redoubt.api.protection.Parameters;
import org.redoubt.api.protection.ProtectionPlugin;
import org.redoubt.api.protection.RestoreTarget;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.snapshot.VolumeSnapshotter;

/** What the suite asks of the author of a protection plugin. */
public interface PluginUnderTest {

    /** The plugin: the same one during a test. */
    ProtectionPlugin plugin();

    /**
     * A resource that is there and that the plugin can protect: the same one during a test.
     *
     * @throws Exception if there is none; the test then fails
     */
    Resource sample() throws Exception;

    /** The direct dependents that the sample has in the graph. */
    default List<Resource> dependents() throws Exception {
        return List.of();
    }

    /** The parameters of an operation, with what the schema demands. */
    default Parameters parameters(OperationType operation) {
        return Parameters.empty();
    }

    /** Where the sample is restored to: a place that is free whenever this is called. Empty for its original place. */
    default Optional<RestoreTarget> restoreTarget() throws Exception {
        return Optional.empty();
    }

    /** The snapshotters that the plugin may use. */
    default List<VolumeSnapshotter> snapshotters() {
        return List.of();
    }

    /**
     * Adds what the plugin needs besides: secrets, what dependents were restored as.
     *
     * @param context of a run that is to begin
     */
    default void prepare(TestContext context) throws Exception {
    }

    /**
     * Compares what was restored with the sample.
     *
     * @param context what the restore ran in
     * @throws Exception or an assertion's error, if it is not the same
     */
    void assertRestored(TestRestoreContext context) throws Exception;

    /**
     * An instance of the plugin as a later process has it: it shares nothing with {@link #plugin()} but what that has left in the
     * world, and takes its steps back. Without an answer the same instance is asked.
     */
    default ProtectionPlugin laterPlugin() throws Exception {
        return plugin();
    }

    /**
     * Checks that nothing is left of the runs that were taken back: no snapshot, no copy, nothing restored. Without an answer only
     * the plugin itself can notice.
     */
    default void assertTakenBack() throws Exception {
    }

    /** How many runs over the sample may be at work at once. */
    default int concurrentRuns() {
        return 4;
    }

    /**
     * The service properties that the plugin is registered with. Without an answer they are looked for in the description
     * of the component that has the name of the plugin's class.
     */
    default Optional<Map<String, Object>> serviceProperties() {
        return ComponentDescription.properties(plugin().getClass());
    }
}
