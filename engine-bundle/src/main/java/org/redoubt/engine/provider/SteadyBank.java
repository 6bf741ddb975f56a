package org.redoubt.engine.provider;

import java.time.Duration;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.engine.lease.Lease;

/**
 * The bank of one operation. The service behind it may go and come back: calls wait for it a while, and then fail in a way that says
 * that they may be tried again. Only a bank with the same stored id takes its place, so that an empty disk at the same mount
 * point is never written to. Thread-safe.
 */
final class SteadyBank extends ForwardingBank implements AutoCloseable {
    private final String name;
    private final BankSource source;
    private final String id;
    private final BankTraits traits;
    private final SteadyLease<Bank> lease;

    /**
     * @param name its name
     * @param source where it comes from
     * @param grace how long a call waits for a bank that is away
     * @throws RedoubtException if the bank is not there, or does not tell its id
     */
    SteadyBank(String name, BankSource source, Duration grace) throws RedoubtException {
        this.name = name;
        this.source = source;
        Lease<Bank> first = source.lease(name);
        try {
            id = first.service().id();
            traits = first.service().traits();
        } catch (BankException | RuntimeException e) {
            first.close();
            throw e;
        }
        Problem interrupted = BankException.interrupted(null).problem();
        lease = new SteadyLease<>("The bank " + name, first, this::again, new Comeback(source.changes(), grace, interrupted));
    }

    @Override
    protected Bank bank() throws BankException {
        try {
            return lease.service();
        } catch (BankException e) {
            throw e;
        } catch (RedoubtException e) {
            throw new BankException(e.problem(), e);
        }
    }

    private Lease<Bank> again() throws BankException {
        try {
            Lease<Bank> fresh = source.lease(name);
            String found = "";
            try {
                found = fresh.service().id();
            } finally {
                if (!found.equals(id)) {
                    fresh.close();
                }
            }
            if (!found.equals(id)) {
                throw away(ProblemKind.CONFLICT, "Another bank has taken the name \"" + name + "\": its id is " + found + " and not " + id + ".");
            }
            return fresh;
        } catch (BankException e) {
            throw e;
        } catch (RedoubtException e) {
            throw away(ProblemKind.UNAVAILABLE, "The bank \"" + name + "\" has gone away.");
        }
    }

    private BankException away(ProblemKind kind, String message) {
        return new BankException(Problem.of(kind, message).hint("Bring the bank back; the operation then goes on.").subject(name));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public BankTraits traits() {
        return traits;
    }

    @Override
    public void close() {
        lease.close();
    }
}
