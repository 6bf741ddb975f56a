package org.redoubt.engine.upkeep;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.LiveData;
import org.redoubt.api.vault.VaultException;
import org.redoubt.engine.checkpoint.CheckpointStore;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;

/** The data of all checkpoints of a bank that can be restored, in part at least, now or when they are undeleted. What cannot be read is passed over and remembered. For one thread. */
final class HeldData implements LiveData {
    private static final Set<CheckpointStatus> READABLE = EnumSet.of(CheckpointStatus.AVAILABLE, CheckpointStatus.PARTIAL, CheckpointStatus.DELETED);
    private static final Set<ProblemKind> LOST = EnumSet.of(ProblemKind.DAMAGED, ProblemKind.NOT_FOUND, ProblemKind.UNSUPPORTED);

    private final CheckpointStore store;
    private final Set<String> unreadable = new TreeSet<>();

    HeldData(CheckpointStore store) {
        this.store = store;
    }

    /** The ids of the checkpoints that could not be read whole. */
    List<String> unreadable() {
        return new ArrayList<>(unreadable);
    }

    /** Takes data. */
    interface Taker {
        void take(StoredCheckpoint checkpoint, ResourceRef resource, String name, DataId data) throws RedoubtException;
    }

    void each(Taker taker) throws RedoubtException {
        for (StoredCheckpoint checkpoint : store.all()) {
            if (READABLE.contains(checkpoint.status()) && READABLE.contains(checkpoint.beneath())) {
                each(checkpoint, taker);
            } else if (checkpoint.status() == CheckpointStatus.ERROR && checkpoint.problems().stream().anyMatch(why -> LOST.contains(why.kind()))) {
                unreadable.add(checkpoint.id().value());
            }
        }
    }

    private void each(StoredCheckpoint checkpoint, Taker taker) throws RedoubtException {
        try {
            for (StoredRecord record : checkpoint.records()) {
                for (Map.Entry<String, DataId> data : checkpoint.data(record.resource().ref()).entrySet()) {
                    taker.take(checkpoint, record.resource().ref(), data.getKey(), data.getValue());
                }
            }
        } catch (RedoubtException e) {
            if (!LOST.contains(e.kind())) {
                throw e;
            }
            unreadable.add(checkpoint.id().value());
        }
    }

    @Override
    public void visit(Visitor visitor) throws VaultException {
        try {
            each((checkpoint, resource, name, data) -> visitor.data(checkpoint.id().value(), data));
        } catch (VaultException e) {
            throw e;
        } catch (RedoubtException e) {
            throw new VaultException(e.problem(), e);
        }
    }
}
