package org.redoubt.vault.failure;

import java.io.IOException;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;

/** Makes the exceptions of the vault, so that the same thing is always said in the same words. */
public final class Failures {
    private Failures() {
    }

    /**
     * Stored bytes are missing or changed.
     *
     * @param object the object of the bank
     * @param reason half a sentence
     */
    public static VaultException damaged(String object, String reason) {
        return new VaultException(Problem.of(ProblemKind.DAMAGED, "The object is damaged: " + reason + ".")
                .hint("Verify the checkpoint to see what is affected; all the rest can still be read.").subject(object));
    }

    /**
     * What all the rest depends on is missing or changed.
     *
     * @param object the object of the bank
     * @param reason half a sentence
     */
    public static VaultException unusable(String object, String reason) {
        return new VaultException(Problem.of(ProblemKind.DAMAGED, "The object is damaged: " + reason + ".")
                .hint("Put it back from a copy of the bank; without it no data in this bank can be read.").subject(object));
    }

    /** The calling thread was interrupted; its flag stays set. */
    public static VaultException cancelled() {
        return new VaultException(Problem.of(ProblemKind.CANCELLED, "The access to the vault was interrupted."));
    }

    /** Something was used after it was closed, committed or had failed. */
    public static VaultException closed(String what) {
        return invalid("The " + what + " is closed and cannot be used any more.");
    }

    /** The caller broke a rule. */
    public static VaultException invalid(String message) {
        return new VaultException(Problem.of(ProblemKind.INVALID, message));
    }

    /** There is no such thing. */
    public static VaultException notFound(String message, String subject) {
        return new VaultException(Problem.of(ProblemKind.NOT_FOUND, message).subject(subject));
    }

    /** What was read is needed by no checkpoint any more, and was deleted. */
    public static VaultException collected(String subject) {
        return new VaultException(Problem.of(ProblemKind.NOT_FOUND, "The data was collected meanwhile, as its checkpoint was deleted.").subject(subject));
    }

    /** The vault of this bank cannot be used by this release. */
    public static VaultException unsupported(String message, String subject) {
        return new VaultException(Problem.of(ProblemKind.UNSUPPORTED, message).subject(subject));
    }

    /** The bank could not do it; the kind and the words are the bank's. */
    public static VaultException bank(BankException cause) {
        return new VaultException(cause.problem(), cause);
    }

    /**
     * An object that must be there could not be read: one that is not found is damage, since it was there once.
     *
     * @param object its key
     * @param cause what the bank said
     */
    public static VaultException reading(String object, BankException cause) {
        return switch (cause.kind()) {
            case NOT_FOUND -> damaged(object, "it is missing");
            case DAMAGED, INVALID -> damaged(object, "the bank cannot read it as it was written");
            default -> bank(cause);
        };
    }

    /** The bytes of an object stopped coming. */
    public static VaultException unreadable(String object, IOException cause) {
        return new VaultException(Problem.of(ProblemKind.UNAVAILABLE, "The bank stopped giving the bytes of the object: "
                + cause.getMessage()).hint("Try again when the bank answers.").subject(object), cause);
    }

    /** The same failure again, with the stack of this thread. */
    public static VaultException again(Throwable cause) {
        if (cause instanceof VaultException known) {
            return new VaultException(known.problem(), known);
        }
        if (cause instanceof BankException known) {
            return bank(known);
        }
        return new VaultException(Problem.of(ProblemKind.INTERNAL, cause), cause);
    }
}
