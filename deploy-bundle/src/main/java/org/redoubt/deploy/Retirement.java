package org.redoubt.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import org.osgi.framework.Bundle;
import org.redoubt.api.deploy.PluginFile;

/** The bundles that are on their way out: first drained, then uninstalled. */
final class Retirement {
    private final Drain drain;
    private final Executor thread;
    private volatile Duration grace = Duration.ZERO;
    private final ConcurrentMap<Long, PluginFile> leaving = new ConcurrentSkipListMap<>();

    Retirement(Drain drain, Executor thread) {
        this.drain = drain;
        this.thread = thread;
    }

    /** How long those that begin from now on may drain; the engine undoes what still runs after that when the bundle stops. */
    void grace(Duration time) {
        grace = time;
    }

    void begin(String file, Bundle bundle, Runnable uninstall) {
        leaving.put(bundle.getBundleId(), Views.of(file, PluginFile.State.DRAINING, Optional.of(bundle),
                "It goes when the last operation that uses it has ended."));
        drain.begin(bundle, grace).whenCompleteAsync((idle, failure) -> {
            leaving.remove(bundle.getBundleId());
            uninstall.run();
        }, thread);
    }

    List<PluginFile> files() {
        return new ArrayList<>(leaving.values());
    }
}
