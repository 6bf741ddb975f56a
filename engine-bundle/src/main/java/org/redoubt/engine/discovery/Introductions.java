package org.redoubt.engine.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.protectable.ProtectablePlugin;
import org.redoubt.engine.lease.Lease;

/** What plugins have said of themselves: that holds as long as they are there. Thread-safe. */
final class Introductions {
    private final Map<Long, Introduction> begun = new ConcurrentHashMap<>();
    private final Duration limit;

    Introductions(Duration limit) {
        this.limit = limit;
    }

    /** What some plugins discover, in their order; those that have not said so are asked at the same time. */
    List<Answer<Reach>> of(List<Lease<ProtectablePlugin>> plugins) throws InterruptedException {
        List<Introduction> asked = plugins.stream().map(this::begin).toList();
        List<Answer<Reach>> answers = new ArrayList<>();
        for (Introduction introduction : asked) {
            answers.add(introduction.await());
        }
        return answers;
    }

    private Introduction begin(Lease<ProtectablePlugin> lease) {
        return begun.compute(lease.offer().serviceId(), (id, before) -> before == null || before.failed()
                ? Introduction.begin(lease.offer().label(), lease.service(), limit) : before);
    }

    /** Forgets a plugin that goes, and tells what it has said. */
    Optional<Reach> forget(long serviceId) {
        Introduction introduction = begun.remove(serviceId);
        if (introduction == null) {
            return Optional.empty();
        }
        introduction.cancel();
        return introduction.reach();
    }
}
