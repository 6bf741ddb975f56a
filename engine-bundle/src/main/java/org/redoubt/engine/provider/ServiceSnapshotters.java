package org.redoubt.engine.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.snapshot.VolumeSnapshotter;
import org.redoubt.api.snapshot.VolumeSource;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.ContextLoader;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool.Listed;
import org.redoubt.engine.lease.Leases;

/** The snapshotters that are published as services. */
@Component
public final class ServiceSnapshotters implements Snapshotters {
    private final ServicePool<VolumeSnapshotter> pool;

    /** Nothing is there yet. */
    @Activate
    public ServiceSnapshotters(BundleContext context, @Reference Leases leases, @Reference ComponentReports reports) {
        this.pool = new ServicePool<>(context, leases, reports);
    }

    @Reference(service = VolumeSnapshotter.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSnapshotter(ServiceReference<VolumeSnapshotter> reference) {
        pool.bind(reference);
    }

    void updatedSnapshotter(ServiceReference<VolumeSnapshotter> reference) {
        pool.updated(reference);
    }

    void unbindSnapshotter(ServiceReference<VolumeSnapshotter> reference) {
        pool.unbind(reference);
    }

    @Override
    public Choice select(List<VolumeSource> volumes) {
        List<String> refusals = new ArrayList<>();
        for (Listed listed : pool.list()) {
            Optional<Lease<VolumeSnapshotter>> lease = tried(listed, volumes, refusals);
            if (lease.isPresent()) {
                return new Choice(lease, refusals);
            }
        }
        return new Choice(Optional.empty(), refusals);
    }

    private Optional<Lease<VolumeSnapshotter>> tried(Listed listed, List<VolumeSource> volumes, List<String> refusals) {
        if (listed.draining()) {
            refusals.add(name(listed) + ": it is being taken out of use.");
            return Optional.empty();
        }
        try {
            Lease<VolumeSnapshotter> lease = pool.lease(listed);
            Optional<String> refusal = refusal(lease.service(), volumes);
            if (refusal.isEmpty()) {
                return Optional.of(lease);
            }
            lease.close();
            refusals.add(name(listed) + ": " + refusal.get());
        } catch (RedoubtException e) {
            refusals.add(name(listed) + ": " + e.problem().message());
        }
        return Optional.empty();
    }

    private static Optional<String> refusal(VolumeSnapshotter snapshotter, List<VolumeSource> volumes) {
        try {
            Optional<String> refusal = ContextLoader.with(snapshotter, () -> snapshotter.refusal(volumes));
            return refusal == null ? Optional.of("It answered null when it was asked whether it can.") : refusal;
        } catch (RuntimeException | LinkageError e) {
            return Optional.of("It failed when it was asked whether it can: " + Problem.of(ProblemKind.PLUGIN, e).message() + ".");
        }
    }

    private static String name(Listed listed) {
        return ServicePool.text(listed, VolumeSnapshotter.NAME).orElse(listed.offer().label());
    }

    @Override
    public Optional<Lease<VolumeSnapshotter>> named(String name) {
        for (Listed listed : pool.list()) {
            if (ServicePool.text(listed, VolumeSnapshotter.NAME).filter(name::equals).isPresent()) {
                try {
                    return Optional.of(pool.lease(listed));
                } catch (RedoubtException gone) {
                    // Another one of the same name may be there: a newer version.
                    continue;
                }
            }
        }
        return Optional.empty();
    }
}
