package org.redoubt.api.vault;

import org.osgi.annotation.versioning.ConsumerType;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;

/**
 * What is needed of a vault, as who owns the checkpoints knows it. A collection deletes what is not named here, so it has to name
 * everything or fail. Called by one thread at a time.
 */
@ConsumerType
public interface LiveData {

    /**
     * Names the data of every checkpoint of the bank that is not purged: complete or not, deleted ones in their grace too. A collection asks
     * at least twice, and each call has to read anew what there is by then.
     *
     * @param visitor told each stream and tree; the same one may come often
     * @throws VaultException if the documents of any checkpoint cannot be read, with the checkpoint as the subject; nothing is
     *     deleted then
     */
    void visit(Visitor visitor) throws VaultException;

    /**
     * Ends the attempt of a writer that gives no sign of life, by storing its decision unless it is there: from then on it can never commit.
     * The vault looks itself whether there is a decision, so this may do nothing when it cannot tell; what the writer may need waits then.
     *
     * @param checkpoint the id of the checkpoint
     * @param decision where the decision about the attempt belongs
     * @param reason why, to be shown to people
     * @throws VaultException if the bank does not answer
     */
    default void fence(String checkpoint, Key decision, Problem reason) throws VaultException {
    }

    /**
     * Is told what is about to be deleted and stored anew, after the first visit and before anything is done; not in a dry run.
     *
     * @param plan the report of a dry run
     * @throws VaultException to end the collection
     */
    default void planned(CollectReport plan) throws VaultException {
    }

    /** Is told what is needed. */
    interface Visitor {
        /**
         * Takes a name of a complete checkpoint.
         *
         * @param checkpoint the id of the checkpoint that needs it
         * @param id a stream or tree
         * @throws VaultException if it cannot be read whole; to be passed on
         */
        void data(String checkpoint, DataId id) throws VaultException;

        /**
         * Takes a name of a checkpoint that is not complete, and that somebody makes or may go on with. What there is of it is
         * kept; that parts of it are not there yet is no error.
         *
         * @param checkpoint the id of the checkpoint
         * @param id a stream or tree
         * @throws VaultException if the bank does not answer; to be passed on
         */
        void unfinished(String checkpoint, DataId id) throws VaultException;
    }
}
