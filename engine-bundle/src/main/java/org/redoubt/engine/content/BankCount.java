package org.redoubt.engine.content;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointStatus;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.service.CheckpointView;
import org.redoubt.api.service.StorageUse;
import org.redoubt.api.vault.Footprint;
import org.redoubt.engine.checkpoint.StoredCheckpoint;

/** Counts all checkpoints of a bank, and tells of those of one project. */
final class BankCount {
    private BankCount() {
    }

    static StorageUse<CheckpointView> of(List<StoredCheckpoint> all, ProjectId project, Count count, Function<StoredCheckpoint, CheckpointView> view)
            throws RedoubtException {
        List<StoredCheckpoint> mine = all.stream().filter(one -> OpenCheckpoint.READABLE.contains(one.status()) && one.project().equals(project))
                .toList();
        List<Long> bytes = new ArrayList<>();
        for (StoredCheckpoint checkpoint : mine) {
            bytes.add(count.checkpoint(bytes.size(), checkpoint));
        }
        Footprint total = count.total();
        // Others come last: what they share with these is not theirs alone, and they are not told. Deleted ones need their data as well.
        for (StoredCheckpoint other : all) {
            boolean needs = OpenCheckpoint.READABLE.contains(other.status()) && !other.project().equals(project)
                    || other.status() == CheckpointStatus.DELETED && OpenCheckpoint.READABLE.contains(other.beneath());
            if (needs) {
                count.checkpoint(mine.size(), other);
            }
        }
        List<StorageUse.Share<CheckpointView>> shares = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            shares.add(new StorageUse.Share<>(view.apply(mine.get(i)), bytes.get(i), count.added(i), count.only(i)));
        }
        return count.usage(shares, total);
    }
}
