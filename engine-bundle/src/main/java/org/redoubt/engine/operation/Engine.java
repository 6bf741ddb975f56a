package org.redoubt.engine.operation;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.redoubt.engine.discovery.Discovery;
import org.redoubt.engine.home.RuntimeHome;
import org.redoubt.engine.lattice.Dispatcher;
import org.redoubt.engine.owner.BankLeases;
import org.redoubt.engine.parameter.ParameterResolver;
import org.redoubt.engine.plan.PlanStore;
import org.redoubt.engine.plugin.PluginRegistry;
import org.redoubt.engine.provider.Journals;
import org.redoubt.engine.provider.ProviderRegistry;
import org.redoubt.engine.provider.Secrets;
import org.redoubt.engine.provider.Snapshotters;
import org.redoubt.engine.undo.LateHooks;
import org.redoubt.engine.undo.RunningAttempts;

/**
 * What all operations work with.
 *
 * @param clock the clock
 * @param ids makes ids
 * @param home the home of this runtime
 * @param dispatcher threads and limits
 * @param plugins the protection plugins
 * @param discovery finds resources
 * @param providers banks and vault
 * @param leases signs of life in banks that are written to
 * @param snapshotters takes snapshots
 * @param secrets values behind references
 * @param parameters merges and checks parameters
 * @param plans the stored plans
 * @param journals where operations are recorded
 * @param attempts what is being taken back
 * @param lateHooks the hooks that may come late
 * @param patience how long plugins are waited for
 * @param timeouts how long hooks of an operation that begins now may take
 */
public record Engine(InstantSource clock, Ids ids, RuntimeHome home, Dispatcher dispatcher, PluginRegistry plugins, Discovery discovery,
        ProviderRegistry providers, BankLeases leases, Snapshotters snapshotters, Secrets secrets, ParameterResolver parameters, PlanStore plans,
        Journals journals, RunningAttempts attempts, LateHooks lateHooks, Patience patience, Supplier<Timeouts> timeouts) {

    /** The directories that this runtime has to write to, those of the journal and of these banks included. */
    Set<Path> runtimePaths(Iterable<Path> banks) {
        Set<Path> paths = new LinkedHashSet<>(home.written());
        journals.occasional().localPaths().stream().filter(path -> !home.covers(path)).forEach(paths::add);
        banks.forEach(paths::add);
        return paths;
    }
}
