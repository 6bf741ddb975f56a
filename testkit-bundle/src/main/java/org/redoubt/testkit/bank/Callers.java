package org.redoubt.testkit.bank;

import org.redoubt.api.bank.BankException;

/** What a bank owes to the threads that call it. */
final class Callers {
    private Callers() {
    }

    static void refuseInterrupted() throws BankException {
        if (Thread.currentThread().isInterrupted()) {
            throw BankException.interrupted(new InterruptedException());
        }
    }
}
