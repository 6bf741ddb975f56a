package org.redoubt.vault.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.BankTraits;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.ForwardingBank;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.wire.FormatException;

/** A bank as who has the keys sees it: what is put is sealed, and what is got is opened. Thread-safe. */
public final class SealedBank extends ForwardingBank {
    private static final int LARGEST = 128 << 20;

    private final Bank bank;
    private final Keys keys;

    /** Where the keys of the vault come from. */
    public interface Keys {
        /**
         * The keys of the vault of the bank.
         *
         * @param make whether to make a vault if there is none
         */
        Keyring keyring(boolean make) throws VaultException;
    }

    /**
     * @param bank where the objects are
     * @param keys the keys of the vault in it
     */
    public SealedBank(Bank bank, Keys keys) {
        this.bank = bank;
        this.keys = keys;
    }

    private Keyring keyring(boolean make) throws BankException {
        try {
            return keys.keyring(make);
        } catch (VaultException e) {
            throw new BankException(e.problem(), e);
        }
    }

    private Body sealed(Key key, Body body) throws BankException {
        if (body.length() > LARGEST) {
            throw invalid(key, "is too large to be sealed", null);
        }
        try (InputStream in = body.open()) {
            byte[] content = in.readNBytes((int) body.length() + 1);
            if (content.length != body.length()) {
                throw invalid(key, "does not have the length that it says", null);
            }
            return Body.of(SealedDocument.seal(keyring(true), key, content));
        } catch (IOException e) {
            throw invalid(key, "could not be read", e);
        }
    }

    private static BankException invalid(Key key, String how, IOException cause) {
        Problem problem = Problem.of(ProblemKind.INVALID, "What was to be stored as " + key + " " + how + ".").subject(key.toString());
        return cause == null ? new BankException(problem) : new BankException(problem, cause);
    }

    @Override
    public void put(Key key, Body body) throws BankException {
        bank.put(key, sealed(key, body));
    }

    @Override
    public boolean putIfAbsent(Key key, Body body) throws BankException {
        return bank.putIfAbsent(key, sealed(key, body));
    }

    @Override
    public boolean put(Key key, Body body, PutOptions options) throws BankException {
        return bank.put(key, sealed(key, body), options);
    }

    @Override
    public InputStream get(Key key, ByteRange range) throws BankException {
        byte[] content = open(key);
        long length = range.length() < 0 ? Long.MAX_VALUE : range.length();
        if (range.offset() > content.length) {
            throw new BankException(Problem.of(ProblemKind.INVALID, "The object " + key + " has only " + content.length + " bytes.")
                    .subject(key.toString()));
        }
        int from = (int) range.offset();
        return new ByteArrayInputStream(content, from, (int) Math.min(length, content.length - from));
    }

    private byte[] open(Key key) throws BankException {
        byte[] sealed;
        try (InputStream in = bank.get(key, ByteRange.ALL)) {
            sealed = in.readNBytes(LARGEST + 1024);
        } catch (IOException e) {
            throw e.getCause() instanceof BankException known ? known : new BankException(Problem.of(ProblemKind.UNAVAILABLE,
                    "The object " + key + " in the bank could not be read to its end.").subject(key.toString()), e);
        }
        try {
            return SealedDocument.open(keyring(false), key, sealed);
        } catch (FormatException e) {
            throw new BankException(Problem.of(ProblemKind.DAMAGED, "The object " + key + " in the bank is damaged: " + e.getMessage() + ".")
                    .subject(key.toString()));
        }
    }

    @Override
    protected Bank bank() {
        return bank;
    }

    @Override
    public BankTraits traits() {
        return bank.traits();
    }
}
