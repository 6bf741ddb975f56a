package org.redoubt.engine.content;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.StorageUse;
import org.redoubt.api.vault.DataId;
import org.redoubt.api.vault.Footprint;
import org.redoubt.api.vault.Tally;
import org.redoubt.engine.checkpoint.StoredCheckpoint;
import org.redoubt.engine.checkpoint.StoredRecord;

/** Counts what things take in a bank; what cannot be read is told, and the rest is counted. For one thread. */
final class Count {
    private static final Set<ProblemKind> LOST = EnumSet.of(ProblemKind.DAMAGED, ProblemKind.NOT_FOUND, ProblemKind.UNSUPPORTED);

    private final Tally tally;
    private final List<Problem> problems = new ArrayList<>();

    Count(Tally tally) {
        this.tally = tally;
    }

    /** Counts a whole checkpoint; how many bytes its data has. */
    long checkpoint(int owner, StoredCheckpoint checkpoint) throws RedoubtException {
        long bytes = 0;
        try {
            for (StoredRecord record : checkpoint.records()) {
                bytes += resource(owner, checkpoint, record.resource().ref());
            }
        } catch (RedoubtException e) {
            unread(e, "checkpoint " + checkpoint.id());
        }
        return bytes;
    }

    /** Counts one resource; how many bytes its data has. */
    long resource(int owner, StoredCheckpoint checkpoint, ResourceRef resource) throws RedoubtException {
        long bytes = 0;
        for (Map.Entry<String, DataId> data : checkpoint.data(resource).entrySet()) {
            try {
                bytes += tally.add(owner, data.getValue());
            } catch (RedoubtException e) {
                unread(e, "\"" + data.getKey() + "\" of " + resource + " in checkpoint " + checkpoint.id());
            }
        }
        return bytes;
    }

    private void unread(RedoubtException why, String what) throws RedoubtException {
        if (!LOST.contains(why.kind())) {
            throw why;
        }
        problems.add(Problem.of(why.kind(), "Not all of " + what + " could be counted: " + why.problem().message())
                .subject(why.problem().subject().orElse(what)));
    }

    Footprint added(int owner) {
        return tally.added(owner);
    }

    Footprint only(int owner) {
        return tally.only(owner);
    }

    Footprint total() {
        return tally.total();
    }

    /** What was counted. */
    <T> StorageUse<T> usage(List<StorageUse.Share<T>> shares, Footprint total) {
        return new StorageUse<>(shares, total, tally.missing(), problems);
    }
}
