package org.redoubt.engine.provider;

import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.journal.Journal;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool.Listed;
import org.redoubt.engine.lease.Leases;

/** The journals that are published as services. */
@Component
public final class ServiceJournals implements Journals {
    /** An update of its bundle takes a moment; something may be frozen meanwhile. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final Problem INTERRUPTED =
            Problem.of(ProblemKind.UNAVAILABLE, "The journal has gone away, and waiting for it was interrupted.");

    private final Comeback comeback;
    private final ServicePool<Journal> pool;
    private final ComponentReports reports;

    /** Nothing is there yet. */
    @Activate
    public ServiceJournals(BundleContext context, @Reference Leases leases, @Reference ComponentReports reports) {
        this.comeback = new Comeback(leases, GRACE, INTERRUPTED);
        this.pool = new ServicePool<>(context, leases, reports);
        this.reports = reports;
    }

    @Reference(service = Journal.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindJournal(ServiceReference<Journal> reference) {
        pool.bind(reference);
    }

    void updatedJournal(ServiceReference<Journal> reference) {
        pool.updated(reference);
    }

    void unbindJournal(ServiceReference<Journal> reference) {
        pool.unbind(reference);
    }

    @Override
    public Lease<Journal> lease() throws RedoubtException {
        return new SteadyJournal(this::present, comeback);
    }

    @Override
    public Journal occasional() {
        return new OccasionalJournal(() -> comeback.await(this::present));
    }

    private Lease<Journal> present() throws RedoubtException {
        for (Listed listed : pool.list()) {
            if (!listed.draining()) {
                return pool.lease(listed);
            }
        }
        String hint = reports.missing(Journal.class).stream().map(ComponentReports.Missing::reason).findFirst()
                .orElse("Install and start a bundle that has one, such as org.redoubt.journal.sqlite.");
        throw new RedoubtException(Problem.of(ProblemKind.UNAVAILABLE,
                "This runtime has no journal, so nothing that it begins could be taken back after a crash.").hint(hint));
    }
}
