package org.redoubt.benchmarks.vault;

import java.util.UUID;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Owner;
import org.redoubt.api.vault.SessionOptions;
import org.redoubt.api.vault.Vault;
import org.redoubt.api.vault.VaultSession;

/** A checkpoint as an engine makes it, as far as a vault sees it. */
final class Checkpoint {
    private final Vault vault;
    private final Bank bank;
    private final String id = UUID.randomUUID().toString();
    private final Key decision = Key.of("commits/" + id + "/0");

    Checkpoint(Vault vault, Bank bank) {
        this.vault = vault;
        this.bank = bank;
    }

    String id() {
        return id;
    }

    VaultSession open() throws Exception {
        return vault.open(bank, SessionOptions.writing(new Owner("00000000-0000-0000-0000-000000000001", 1), id, id + ".0", decision));
    }

    /** Makes all durable that a session has stored, and decides that it counts. */
    void commit(VaultSession session) throws Exception {
        session.flush();
        Body line = Body.of("{}\n{\"outcome\":\"committed\",\"vault\":" + session.receipt() + "}\n");
        vault.documents(bank).putIfAbsent(decision, line);
    }
}
