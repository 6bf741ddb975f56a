package org.redoubt.engine.operation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.access.Caller;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.ProviderView;
import org.redoubt.engine.checkpoint.CheckpointCatalog;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.provider.ProviderLease;

/** Finds checkpoints in the banks of the providers. Thread-safe. */
public final class CheckpointFinder {
    private final Engine engine;

    /**
     * @param engine the engine
     */
    public CheckpointFinder(Engine engine) {
        this.engine = engine;
    }

    /** Takes a provider into use. */
    public ProviderLease lease(String provider) throws RedoubtException {
        return engine.providers().lease(provider);
    }

    /** The checkpoints of the bank of a provider. */
    public CheckpointStore store(ProviderLease provider) {
        return new CheckpointStore(provider.documents(), engine.clock(), provider.provider().retention());
    }

    /**
     * Finds one checkpoint, in whichever bank it is.
     *
     * @param caller whose project it has to be of
     * @param id its id
     * @return the checkpoint with a lease on the provider that holds it, to be closed
     * @throws RedoubtException of kind {@code NOT_FOUND}, or {@code UNAVAILABLE} if it may be in a bank that cannot be read
     */
    public Located locate(Caller caller, CheckpointId id) throws RedoubtException {
        Optional<RedoubtException> unreadable = Optional.empty();
        Set<String> seen = new HashSet<>();
        for (ProviderView view : engine.providers().views()) {
            try {
                ProviderLease lease = engine.providers().lease(view.name());
                Optional<StoredCheckpoint> found = Optional.empty();
                try {
                    found = seen.add(lease.bankId()) ? store(lease).find(id) : Optional.empty();
                    found = found.filter(checkpoint -> checkpoint.project().equals(caller.project()));
                    if (found.isPresent()) {
                        return new Located(lease, found.get());
                    }
                } finally {
                    if (found.isEmpty()) {
                        lease.close();
                    }
                }
            } catch (RedoubtException e) {
                unreadable = unreadable.or(() -> Optional.of(e));
            }
        }
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
        throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "There is no checkpoint " + id + ".").hint("`redoubt checkpoints` lists all there are."));
    }

    /**
     * Opens the banks of providers, each bank once. Of several, those that cannot be opened are problems of the catalog.
     *
     * @param only of one provider; empty for all
     * @throws RedoubtException if that one cannot be used
     */
    public Stores open(Optional<String> only) throws RedoubtException {
        Map<String, ProviderLease> banks = new LinkedHashMap<>();
        List<ProviderLease> leases = new ArrayList<>();
        List<Problem> missing = new ArrayList<>();
        try {
            List<String> names = only.map(List::of).orElseGet(() -> engine.providers().views().stream().map(ProviderView::name).toList());
            for (String name : names) {
                try {
                    ProviderLease lease = engine.providers().lease(name);
                    leases.add(lease);
                    banks.putIfAbsent(lease.bankId(), lease);
                } catch (RedoubtException e) {
                    if (only.isPresent()) {
                        throw e;
                    }
                    missing.add(CheckpointCatalog.unasked(name, e.problem()));
                }
            }
        } catch (RedoubtException | RuntimeException e) {
            leases.forEach(ProviderLease::close);
            throw e;
        }
        Map<String, CheckpointStore> stores = new LinkedHashMap<>();
        banks.values().forEach(lease -> stores.put(lease.provider().name(), store(lease)));
        return new Stores(new CheckpointCatalog(stores, missing), leases);
    }

    /**
     * A checkpoint and the provider that holds it.
     *
     * @param provider in use until closed
     * @param stored the checkpoint
     */
    public record Located(ProviderLease provider, StoredCheckpoint stored) implements AutoCloseable {
        @Override
        public void close() {
            provider.close();
        }
    }

    /**
     * The banks of providers in use.
     *
     * @param catalog the checkpoints in them
     * @param leases to be given back
     */
    public record Stores(CheckpointCatalog catalog, List<ProviderLease> leases) implements AutoCloseable {
        @Override
        public void close() {
            leases.forEach(ProviderLease::close);
        }
    }
}
