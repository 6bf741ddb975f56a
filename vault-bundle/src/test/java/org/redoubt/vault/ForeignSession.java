package org.redoubt.vault;

import java.util.List;
import java.util.function.LongConsumer;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.Changes;
import org.redoubt.api.vault.CheckDepth;
import org.redoubt.api.vault.Damage;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.DataKind;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.SessionTotals;
import org.redoubt.api.vault.Tally;
import org.redoubt.api.vault.TreeChange;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.api.vault.VaultException;
import org.redoubt.api.vault.VaultSession;

/** A session whose class this vault does not know. */
record ForeignSession(VaultSession session) implements VaultSession {
    @Override
    public DataWriter create(DataHints hints) throws VaultException {
        return session.create(hints);
    }

    @Override
    public DataReader open(DataId id) throws VaultException {
        return session.open(id);
    }

    @Override
    public TreeWriter createTree(DataHints hints) throws VaultException {
        return session.createTree(hints);
    }

    @Override
    public TreeReader openTree(DataId id) throws VaultException {
        return session.openTree(id);
    }

    @Override
    public JsonObject receipt() throws VaultException {
        return session.receipt();
    }

    @Override
    public void flush() throws VaultException {
        session.flush();
    }

    @Override
    public List<Damage> verify(DataId id, CheckDepth depth, LongConsumer progress) throws VaultException {
        return session.verify(id, depth, progress);
    }

    @Override
    public DataId copy(DataId id, VaultSession target, LongConsumer progress) throws VaultException {
        return session.copy(id, target, progress);
    }

    @Override
    public DataKind kind(DataId id) throws VaultException {
        return session.kind(id);
    }

    @Override
    public Changes<TreeChange> compareTrees(DataId before, DataId after) throws VaultException {
        return session.compareTrees(before, after);
    }

    @Override
    public Changes<Extent> compareStreams(DataId before, DataId after) throws VaultException {
        return session.compareStreams(before, after);
    }

    @Override
    public Tally tally() throws VaultException {
        return session.tally();
    }

    @Override
    public SessionTotals totals() {
        return session.totals();
    }

    @Override
    public void close() {
        session.close();
    }
}
