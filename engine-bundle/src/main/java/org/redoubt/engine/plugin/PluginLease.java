package org.redoubt.engine.plugin;

import java.util.Optional;
import org.osgi.framework.Version;
import org.redoubt.api.protection.ProtectionPlugin;

/** A plugin in use by an operation. Thread-safe. It keeps the plugin until it is closed, and nothing of it afterwards. */
public interface PluginLease extends AutoCloseable {

    /** Which plugin. */
    PluginId id();

    /** The version of its format that it writes. */
    Version format();

    /**
     * The plugin.
     *
     * @throws IllegalStateException if the lease is closed
     */
    ProtectionPlugin plugin();

    /** How many of its mains may run at the same time, in all operations together. */
    Optional<Mains> mains();

    /**
     * A limit of running mains.
     *
     * @param name whose, different for each service
     * @param limit how many
     */
    record Mains(String name, int limit) {
    }

    /** Whether the plugin is to go: what runs may go on, and should come to its end. */
    boolean draining();

    /** Whether the plugin has left all the same, while this lease was open: it is not to be called any more. */
    boolean gone();

    /**
     * Says what to do when the plugin goes away while this lease is still open: the last chance to take back what is
     * urgent. The action runs on a thread of its own, and is waited for a bounded time; if it is too late already it runs at
     * once on the calling thread.
     *
     * @param action replaces an earlier one
     */
    void onAbandoned(Runnable action);

    /** Gives the plugin back. Idempotent; never throws. */
    @Override
    void close();
}
