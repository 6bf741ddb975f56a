package org.redoubt.bank.filesystem;

import java.util.concurrent.atomic.AtomicReference;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** The published bank, whose directory may change under those who use it: each call goes to what is configured then. */
final class ChangingBank extends ForwardingBank implements AutoCloseable {
    /** What came of a configuration. */
    sealed interface Opening {
        /** The bank of this configuration. */
        FileBank bank() throws BankException;
    }

    /** A bank. */
    record Opened(FileBank bank) implements Opening {
    }

    /** No bank, as the configuration makes no sense. */
    record Refused(Problem why) implements Opening {
        @Override
        public FileBank bank() throws BankException {
            throw new BankException(why);
        }
    }

    private final AtomicReference<Opening> current;

    ChangingBank(Opening first) {
        current = new AtomicReference<>(first);
    }

    /** Lets all calls from now on go to another directory. */
    void change(Opening next) {
        if (current.getAndSet(next) instanceof Opened(FileBank old)) {
            old.close();
        }
    }

    @Override
    protected FileBank bank() throws BankException {
        return current.get().bank();
    }

    @Override
    public BankTraits traits() {
        return FileBank.TRAITS;
    }

    @Override
    public void close() {
        change(new Refused(Problem.of(ProblemKind.UNAVAILABLE, "The bank was taken out of service.")
                .hint("Put its configuration back, or start its bundle.")));
    }
}
