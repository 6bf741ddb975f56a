package org.redoubt.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;

/** What is needed, where it is not known of some sessions whether they are committed: then the bank tells. Thread-safe. */
final class Doubts implements LiveData {
    private final VaultRig rig;
    private final Ledger ledger;
    private final Map<String, Ledger.Entry> begun = new ConcurrentHashMap<>();

    Doubts(VaultRig rig, Ledger ledger) {
        this.rig = rig;
        this.ledger = ledger;
    }

    /** From now on a session may be committed. */
    void begin(String checkpoint, Ledger.Entry entry) {
        begun.put(checkpoint, entry);
    }

    /** A session will never be committed unless it is by now; it counts if it is. */
    void end(String checkpoint) throws VaultException {
        Ledger.Entry entry = begun.get(checkpoint);
        if (entry != null && isCommitted(checkpoint)) {
            ledger.add(checkpoint, entry.id(), entry.bytes());
        }
        begun.remove(checkpoint);
    }

    private boolean isCommitted(String checkpoint) throws VaultException {
        try (InputStream in = rig.vault.documents(rig.bank).get(Key.of("commits/" + checkpoint + "/0"), ByteRange.ALL)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("committed");
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return false;
            }
            throw new VaultException(e.problem(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void visit(Visitor visitor) throws VaultException {
        for (Map.Entry<String, Ledger.Entry> doubt : begun.entrySet()) {
            if (isCommitted(doubt.getKey())) {
                visitor.data(doubt.getKey(), doubt.getValue().id());
            }
        }
        ledger.visit(visitor);
    }

    @Override
    public void fence(String checkpoint, Key decision, Problem reason) throws VaultException {
        ledger.fence(checkpoint, decision, reason);
    }

    /** Everything that counts is there, whoever has been told. */
    void verify() throws RedoubtException {
        ledger.verify();
    }
}
