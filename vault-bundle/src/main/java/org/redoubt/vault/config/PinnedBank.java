package org.redoubt.vault.config;

import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/**
 * A bank that is used only while it is the store that it was at first. A configuration may lead a bank to another place while a
 * session runs; half of the packs would go there, and nobody would find them.
 */
public final class PinnedBank extends ForwardingBank {
    private final Bank bank;
    private final String id;

    /**
     * @param bank the bank
     * @throws BankException if it does not tell its id
     */
    public PinnedBank(Bank bank) throws BankException {
        this.bank = bank;
        this.id = bank.id();
    }

    @Override
    protected Bank bank() throws BankException {
        if (!bank.id().equals(id)) {
            throw new BankException(Problem.of(ProblemKind.UNAVAILABLE, "The bank has become another one while it was in use.")
                    .hint("Begin again, or bring back the bank with the id " + id + "."));
        }
        return bank;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public BankTraits traits() {
        return bank.traits();
    }
}
