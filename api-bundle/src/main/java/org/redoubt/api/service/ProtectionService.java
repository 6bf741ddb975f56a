package org.redoubt.api.service;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.Secret;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.OperationId;
import org.redoubt.api.vault.VaultKeys;

/**
 * The front door of Redoubt. Thread-safe.
 *
 * <p>A method that starts an operation checks the request first: discovery, plugins, parameters, bank. If anything is wrong
 * it throws a {@link RefusedException} with all problems in one list, and nothing has been changed. Once a handle is there,
 * everything that happens is told by the state of the operation.
 */
@ProviderType
public interface ProtectionService {
    /** Makes a checkpoint. */
    OperationHandle protect(Caller caller, ProtectRequest request) throws RedoubtException;

    /** Brings resources of a checkpoint back. */
    OperationHandle restore(Caller caller, RestoreRequest request) throws RedoubtException;

    /** Reads a checkpoint and checks every byte. */
    OperationHandle verify(Caller caller, VerifyRequest request) throws RedoubtException;

    /** Copies a checkpoint to another provider. */
    OperationHandle copy(Caller caller, CopyRequest request) throws RedoubtException;

    /** Deletes a checkpoint, so that it can be undeleted until it is collected, or for good. */
    OperationHandle delete(Caller caller, DeleteRequest request) throws RedoubtException;

    /**
     * Brings a deleted checkpoint back as it was; one that was never whole comes back as one that failed. Durable when this returns.
     *
     * @param checkpoint which
     * @return the checkpoint as it is now
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is none, {@code CONFLICT} if it is not deleted, or is being purged
     */
    CheckpointView undelete(Caller caller, CheckpointId checkpoint) throws RedoubtException;

    /**
     * Purges the deleted checkpoints of a bank whose grace is over, those of all projects, and then deletes the bulk data that no checkpoint
     * needs any more. Blocks until that is done; nobody else has to wait for it. If the thread is interrupted it stops at the next safe
     * point, and a later collection goes on.
     *
     * @param request of which provider, and how
     * @param listener told what is planned before it is done, in this thread
     * @return what was found and done
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is no such provider; {@code CONFLICT} if the bank is being collected already;
     *     {@code DAMAGED} if it cannot be told what is needed, naming the checkpoint: then no bulk data was deleted
     */
    Collection collect(Caller caller, CollectRequest request, CollectListener listener) throws RedoubtException;

    /**
     * Goes on with an operation that was interrupted or has failed.
     *
     * @throws RedoubtException of kind {@code CONFLICT} if its state does not allow that, {@code NOT_FOUND} if there is none
     */
    OperationHandle resume(Caller caller, OperationId id) throws RedoubtException;

    /**
     * Takes back what an operation has left: open steps, or what a finished restore has made.
     *
     * @throws RedoubtException of kind {@code CONFLICT} if there is nothing to take back, {@code NOT_FOUND} if there is none
     */
    OperationHandle undo(Caller caller, OperationId id) throws RedoubtException;

    /**
     * Says what an operation would do, without doing it: graph, plugins, parameters and actions. What plugins find when they are
     * asked is told by {@link #check} alone, so that both can be shown.
     *
     * @throws RedoubtException if it cannot even be planned: as the operation itself would be refused before plugins are asked
     */
    OperationPlan plan(Caller caller, OperationRequest request) throws RedoubtException;

    /** Every problem that keeps an operation from being started now; empty if all is well. */
    List<Problem> check(Caller caller, OperationRequest request) throws RedoubtException;

    /** The plans. */
    Plans plans(Caller caller);

    /** The checkpoints. */
    Checkpoints checkpoints(Caller caller);

    /** What is in the checkpoints. */
    Contents contents(Caller caller);

    /** The operations, running and ended. */
    Operations operations(Caller caller);

    /** The providers. */
    Providers providers(Caller caller);

    /**
     * The keys of the vault of a provider's bank.
     *
     * @param provider its name
     * @param with key files or passphrases that open the vault, besides what this home has; the caller closes them after use
     */
    VaultKeys keys(Caller caller, String provider, List<Secret> with);

    /**
     * What keeps the bank of a provider sound.
     *
     * @param provider its name
     */
    Upkeep upkeep(Caller caller, String provider);

    /** What can be protected. */
    Protectables protectables(Caller caller);

    /** The plugins. */
    Plugins plugins(Caller caller);

    /**
     * What something is waiting for, or why it is as it is.
     *
     * @param subject the id of an operation or a checkpoint, or the name of a plugin, a provider or a bank
     * @throws RedoubtException of kind {@code NOT_FOUND} if there is no such thing
     */
    Explanation why(Caller caller, String subject) throws RedoubtException;
}
