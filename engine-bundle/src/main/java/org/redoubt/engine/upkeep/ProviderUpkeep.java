package org.redoubt.engine.upkeep;

import java.util.List;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.Upkeep;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;
import org.redoubt.engine.provider.ProviderLease;
import org.redoubt.engine.provider.ProviderRegistry;

/** The upkeep of the bank of a provider, which is held only while something is done with it. Thread-safe. */
public final class ProviderUpkeep implements Upkeep {
    private final ProviderRegistry providers;
    private final String provider;
    private final Guard guard;

    /** Decides whether somebody may do something. */
    public interface Guard {
        /** Throws if not. */
        void check(String verb) throws RedoubtException;
    }

    private interface Deed<T> {
        T on(ProviderLease lease) throws RedoubtException;
    }

    /**
     * @param providers finds the provider
     * @param provider its name
     * @param guard asked before anything is done
     */
    public ProviderUpkeep(ProviderRegistry providers, String provider, Guard guard) {
        this.providers = providers;
        this.provider = provider;
        this.guard = guard;
    }

    private <T> T allowed(String verb, Deed<T> deed) throws RedoubtException {
        guard.check(verb);
        try (ProviderLease lease = providers.lease(provider)) {
            return deed.on(lease);
        }
    }

    @Override
    public ScrubReport scrub(ScrubOptions options, ScrubProgress progress) throws RedoubtException {
        return allowed("upkeep.scrub", lease -> lease.vault().scrub(lease.bank(), options, progress));
    }

    @Override
    public List<ScrubNote> scrubs() throws RedoubtException {
        return allowed("upkeep.scrubs", lease -> lease.vault().scrubs(lease.bank()));
    }
}
