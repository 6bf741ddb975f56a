package org.redoubt.testkit.bank;

import java.io.IOException;
import java.io.InputStream;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** Reads bodies, trusting none. */
final class Bodies {
    private Bodies() {
    }

    static byte[] read(Key key, Body body) throws BankException {
        long length = body.length();
        byte[] bytes;
        try (InputStream in = body.open()) {
            bytes = in.readNBytes((int) Math.min(length, Integer.MAX_VALUE - 8));
            if (bytes.length != length || in.read() >= 0) {
                throw new BankException(invalid(key, "The body of " + key + " has not the " + length + " bytes that it announced."));
            }
        } catch (IOException e) {
            Callers.refuseInterrupted();
            throw new BankException(invalid(key, "The body of " + key + " cannot be read: " + e.getMessage()), e);
        }
        Callers.refuseInterrupted();
        return bytes;
    }

    private static Problem invalid(Key key, String message) {
        return Problem.of(ProblemKind.INVALID, message).subject(key.toString());
    }
}
