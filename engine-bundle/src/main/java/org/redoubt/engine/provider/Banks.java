package org.redoubt.engine.provider;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.ComponentReports;
import org.redoubt.engine.lease.Lease;
import org.redoubt.engine.lease.LeasePool.Listed;
import org.redoubt.engine.lease.Leases;
import org.redoubt.engine.lease.Offer;

/** The banks that are there now, by name; each call of one has to come back in time. Thread-safe. */
@Component(service = Banks.class)
public final class Banks implements BankSource {
    private final ServicePool<Bank> pool;
    private final Leases leases;
    private final ComponentReports reports;
    private final BankCalls.Patience patience;
    private final Map<Long, BankCalls> calls = new ConcurrentHashMap<>();
    private final Map<String, Instant> changes = new ConcurrentHashMap<>();
    private final InstantSource clock = InstantSource.system();
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("redoubt-bank-", 1).inheritInheritableThreadLocals(false).factory());

    /** Nothing is there yet. */
    @Activate
    public Banks(BundleContext context, @Reference Leases leases, @Reference ComponentReports reports) {
        this(context, leases, reports, BankCalls.Patience.DEFAULT);
    }

    /** With another patience. */
    Banks(BundleContext context, Leases leases, ComponentReports reports, BankCalls.Patience patience) {
        this.patience = patience;
        this.pool = new ServicePool<>(context, leases, reports);
        this.leases = leases;
        this.reports = reports;
    }

    @Reference(service = Bank.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindBank(ServiceReference<Bank> reference) {
        pool.bind(reference);
        changed(reference);
    }

    private void changed(ServiceReference<Bank> reference) {
        if (reference.getProperty(Bank.NAME) instanceof String name) {
            changes.put(name, clock.instant());
        }
    }

    /** New properties are a new chance. */
    void updatedBank(ServiceReference<Bank> reference) {
        calls.remove(Offer.of(reference).serviceId());
        pool.updated(reference);
    }

    void unbindBank(ServiceReference<Bank> reference) {
        pool.unbind(reference);
        changed(reference);
        calls.remove(Offer.of(reference).serviceId());
    }

    @Deactivate
    void close() {
        threads.shutdown();
    }

    private BankCalls calls(Listed listed) {
        return calls.computeIfAbsent(listed.offer().serviceId(), id -> new BankCalls(ServicePool.text(listed, Bank.NAME).orElse(""), patience, threads, clock));
    }

    @Override
    public Lease<Bank> lease(String name) throws RedoubtException {
        for (Listed listed : pool.list()) {
            if (!listed.draining() && ServicePool.text(listed, Bank.NAME).filter(name::equals).isPresent()) {
                return new BoundedLease(pool.lease(listed), calls(listed));
            }
        }
        throw new RedoubtException(missing(name));
    }

    @Override
    public Map<String, Optional<Problem>> known() {
        Map<String, Optional<Problem>> known = new TreeMap<>();
        reports.missing(Bank.class).forEach(report -> {
            if (report.properties().get(Bank.NAME) instanceof String name) {
                known.put(name, Optional.of(missing(name)));
            }
        });
        pool.list().stream().filter(listed -> !listed.draining())
                .forEach(listed -> ServicePool.text(listed, Bank.NAME).ifPresent(name -> known.put(name, calls(listed).unhealthy())));
        return known;
    }

    @Override
    public Optional<Instant> since(String name) {
        Optional<Instant> unhealthy = pool.list().stream().filter(listed -> ServicePool.text(listed, Bank.NAME).filter(name::equals).isPresent())
                .flatMap(listed -> calls(listed).unhealthySince().stream()).min(Comparator.naturalOrder());
        return unhealthy.or(() -> Optional.ofNullable(changes.get(name)));
    }

    @Override
    public Leases changes() {
        return leases;
    }

    private Problem missing(String name) {
        List<String> known = pool.list().stream().filter(listed -> !listed.draining()).flatMap(listed -> ServicePool.text(listed, Bank.NAME).stream()).toList();
        String hint = reports.missing(Bank.class).stream().filter(report -> name.equals(report.properties().get(Bank.NAME)))
                .map(ComponentReports.Missing::reason).findFirst()
                .orElse(known.isEmpty() ? "Configure one; no bank is there." : known.stream().sorted()
                        .collect(Collectors.joining(", ", "Configure it, or use one of these: ", ".")));
        return Problem.of(ProblemKind.UNAVAILABLE, "There is no bank named \"" + name + "\" now.").hint(hint).subject(name);
    }
}
