package org.redoubt.api.service;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.RepairReport;
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

    /**
     * Looks for what checkpoints of the bank need and is lost, in the bank itself and in that of another provider if it has the same vault, and stores it so that
     * it counts again. Deletes nothing that anybody could still need. Blocks as {@link #scrub} does.
     *
     * @param dryRun whether only to say what would be done
     * @param from the provider that what is lost may be taken from
     * @throws RedoubtException of kind {@code INVALID} if the bank of the other provider has another vault; {@code CONFLICT} if a collection of the bank
     *     has begun
     */
    RepairReport repair(boolean dryRun, Optional<String> from) throws RedoubtException;

    /** What is known to be lost of the checkpoints of the caller's project, of each resource the first few entries. Reads lists, and no data. */
    List<Loss> losses() throws RedoubtException;

    /** What the bank remembers of scrubs: the last one of each depth. */
    List<ScrubNote> scrubs() throws RedoubtException;
}
