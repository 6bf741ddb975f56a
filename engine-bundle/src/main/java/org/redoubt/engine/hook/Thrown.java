package org.redoubt.engine.hook;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.engine.plugin.PluginId;

/** Turns what a plugin threw into a value, so that no object of a plugin outlives its call. */
public final class Thrown {
    private static final Logger LOG = System.getLogger("org.redoubt.engine.hook");

    private Thrown() {
    }

    /**
     * A problem for what a plugin threw.
     *
     * @param plugin which plugin
     * @param where in which of its methods
     * @param thrown what
     * @return the problem, without the throwable
     */
    public static Problem problem(PluginId plugin, String where, Throwable thrown) {
        LOG.log(Level.DEBUG, () -> "Plugin " + plugin + " failed in " + where, thrown);
        String message = thrown.getMessage();
        String what = message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
        String hint = "Mend what it says, then try again.";
        if (!(thrown instanceof Exception) || thrown instanceof RuntimeException) {
            what = thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message);
            hint = "This may be an error of the plugin: if it comes again, use another version of it.";
        }
        String end = what.endsWith(".") ? "" : ".";
        return Problem.of(ProblemKind.PLUGIN, "The plugin " + plugin + " failed in " + where + ": " + what + end).hint(hint);
    }
}
