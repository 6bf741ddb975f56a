package org.redoubt.engine.document;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** What can be wrong with a document. */
public final class DocumentProblems {
    private DocumentProblems() {
    }

    /**
     * An object that cannot be read as it was written.
     *
     * @param key which
     * @param how what is wrong with it, as the rest of a sentence
     */
    public static BankException damaged(Key key, String how) {
        return new BankException(Problem.of(ProblemKind.DAMAGED, "The object " + key + " in the bank " + how + ".").subject(key.toString()));
    }

    /** An object that has to be there but is not. */
    public static BankException missing(Key key) {
        return damaged(key, "is missing");
    }

    /** Whether an object was found that is not what it should be: going on without it is the caller's choice. */
    public static boolean isUnusable(BankException e) {
        return switch (e.kind()) {
            case DAMAGED, UNSUPPORTED -> true;
            default -> false;
        };
    }

    static BankException newer(Key key, long version, int known) {
        return new BankException(Problem.of(ProblemKind.UNSUPPORTED, "The object " + key + " in the bank has format version " + version
                + ", and this version of Redoubt reads no later one than " + known + ".").hint("Use a later version of Redoubt.")
                .subject(key.toString()));
    }

    static BankException unreadable(Key key, IOException e) {
        if (e.getCause() instanceof BankException known) {
            return known;
        }
        if (e instanceof InterruptedIOException || e instanceof ClosedByInterruptException) {
            return BankException.interrupted(e);
        }
        return new BankException(Problem.of(ProblemKind.UNAVAILABLE, "The object " + key + " in the bank could not be read to its end.")
                .subject(key.toString()), e);
    }
}
