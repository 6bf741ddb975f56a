package org.redoubt.api.service;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.ScrubNote;
import org.redoubt.api.vault.ScrubOptions;
import org.redoubt.api.vault.ScrubProgress;
import org.redoubt.api.vault.ScrubReport;

/**
 * What keeps the bank of a provider sound, for all who have checkpoints in it. Nobody has to wait for it, and it may be asked for at any time. Every
 * method fails with kind {@code NOT_FOUND} if there is no such provider, or nothing in its bank yet. Thread-safe.
 */
@ProviderType
public interface Upkeep {
    /**
     * Looks whether what the bank holds is there and as it was written. Blocks until that is done; an interrupt of the thread ends it, without a
     * result. What is damaged is told, and nothing is changed; the bank remembers the result, if a key of its vault is at hand.
     *
     * @param options how closely, and how much of it
     * @param progress told how far it is
     * @return what was found
     * @throws RedoubtException of kind {@code DENIED} if there is no key for what was asked for; or if the bank does not answer
     */
    ScrubReport scrub(ScrubOptions options, ScrubProgress progress) throws RedoubtException;

    /** What the bank remembers of scrubs: the last one of each depth. */
    List<ScrubNote> scrubs() throws RedoubtException;
}
