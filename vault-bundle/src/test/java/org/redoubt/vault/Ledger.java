package org.redoubt.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;
import org.redoubt.testkit.bank.MemoryBank;

/** Which checkpoints there are, as an engine would know it, and what is in them. */
final class Ledger implements LiveData {
    private final VaultRig rig;
    private final Map<String, Entry> complete = new ConcurrentHashMap<>();
    private final Map<String, Entry> unfinished = new ConcurrentHashMap<>();

    Ledger(VaultRig rig) {
        this.rig = rig;
    }

    record Entry(DataId id, byte[] bytes) {
    }

    /** Protects bytes as a checkpoint. */
    DataId protect(String checkpoint, byte[] bytes) throws RedoubtException {
        try (VaultSession session = rig.writing(checkpoint, 0)) {
            DataId id = VaultRig.put(session, bytes);
            rig.commit(session);
            add(checkpoint, id, bytes);
            return id;
        }
    }

    void add(String checkpoint, DataId id, byte[] bytes) {
        unfinished.remove(checkpoint);
        complete.put(checkpoint, new Entry(id, bytes));
    }

    void begun(String checkpoint, DataId id, byte[] bytes) {
        unfinished.put(checkpoint, new Entry(id, bytes));
    }

    /** Deletes a checkpoint for good. */
    void purge(String checkpoint) {
        complete.remove(checkpoint);
        unfinished.remove(checkpoint);
    }

    Map<String, Entry> complete() {
        return complete;
    }

    @Override
    public void visit(Visitor visitor) throws VaultException {
        for (Map.Entry<String, Entry> checkpoint : complete.entrySet()) {
            visitor.data(checkpoint.getKey(), checkpoint.getValue().id());
        }
        for (Map.Entry<String, Entry> checkpoint : unfinished.entrySet()) {
            visitor.unfinished(checkpoint.getKey(), checkpoint.getValue().id());
        }
    }

    @Override
    public void fence(String checkpoint, Key decision, Problem reason) throws VaultException {
        try {
            rig.vault.documents(rig.bank).putIfAbsent(decision, Body.of("{\"formatVersion\":1}\n{\"outcome\":\"fenced\"}\n"));
        } catch (BankException e) {
            throw new VaultException(e.problem(), e);
        }
    }

    /** How many bytes a bank takes that never held anything else. It has the same keys, as they decide where chunks end. */
    long fresh() throws RedoubtException {
        MemoryBank bank = new MemoryBank();
        rig.vault.replicate(bank, rig.bank);
        try (VaultRig other = rig.beside(bank)) {
            for (Map.Entry<String, Entry> checkpoint : complete.entrySet()) {
                try (VaultSession session = other.writing(checkpoint.getKey(), 0)) {
                    byte[] bytes = checkpoint.getValue().bytes();
                    if (checkpoint.getValue().id().toString().startsWith("tree-")) {
                        VaultRig.putTree(session, bytes);
                    } else {
                        VaultRig.put(session, bytes);
                    }
                    other.commit(session);
                }
            }
            return other.bytes();
        }
    }

    /** Every checkpoint is there, byte by byte, for a process that has seen nothing yet. */
    void verify() throws RedoubtException {
        try (VaultRig fresh = rig.beside(rig.bank); VaultSession session = fresh.reading()) {
            for (Entry entry : complete.values()) {
                assertEquals(List.of(), session.verify(entry.id(), n -> { }));
                assertArrayEquals(entry.bytes(), VaultRig.readAll(session, entry.id()));
            }
        }
    }
}
