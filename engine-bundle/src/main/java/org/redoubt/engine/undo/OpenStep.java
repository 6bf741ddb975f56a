package org.redoubt.engine.undo;

import org.redoubt.api.protection.Hook;
import org.redoubt.api.protection.UndoSpec;
import org.redoubt.api.protection.UndoStep;
import org.redoubt.api.resource.Resource;
import org.redoubt.engine.plugin.PluginId;

/**
 * A step that is open.
 *
 * @param id its id
 * @param sequence its number within the operation
 * @param spec what it is
 * @param resource of which resource
 * @param number the number of the resource in the graph
 * @param hook which hook registered it
 * @param plugin whose hook that was
 * @param attempt how often it has been tried before
 * @param reason why it could not be taken back when that was wanted last; empty if it never was
 */
public record OpenStep(String id, long sequence, UndoSpec spec, Resource resource, int number, Hook hook, PluginId plugin, int attempt,
        String reason) implements UndoStep {
    private static final String RESTS = "It was taken back, and is taken back once more when a hook of its resource has ended that was still running, "
            + "or when the runtime starts again.";

    /** Steps of one resource are neighbours, so that finding them costs nothing when a million others are open. */
    static long firstKey(int number) {
        return (long) number << 32;
    }

    /** Its number among all steps of the operation: those of one resource are neighbours, in their order. */
    public long key() {
        return firstKey(number) + sequence;
    }

    @Override
    public String pluginName() {
        return plugin.name();
    }

    @Override
    public String pluginVersion() {
        return plugin.version().toString();
    }

    /** Whether somebody wanted it taken back, so that it is not what an operation has made and keeps. */
    public boolean isWanted() {
        return attempt > 0 || !reason.isEmpty();
    }

    OpenStep wanted(String why) {
        return isWanted() && !reason.equals(RESTS) ? this : new OpenStep(id, sequence, spec, resource, number, hook, plugin, attempt, why);
    }

    OpenStep tried(String why) {
        return new OpenStep(id, sequence, spec, resource, number, hook, plugin, attempt + 1, why);
    }

    /** It was taken back for now: it is not over, and was not kept. */
    OpenStep rested() {
        return tried(RESTS);
    }

    /** Whether it is taken back whenever the operation stops. */
    public boolean isTransient() {
        return spec.scope() == UndoSpec.Scope.TRANSIENT;
    }

    /**
     * Whether it is taken back at once, as soon as its resource is given up. What a restore has made is not, however urgent: first it has to
     * be known and recorded that it is to go.
     */
    public boolean isThaw() {
        return spec.isUrgent() && isTransient();
    }

    /** The step as a person reads it. */
    @Override
    public String toString() {
        return spec.name() + " of " + resource + spec.arguments();
    }
}
