package org.redoubt.vault.collect;

import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.CollectReport;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.index.Found;
import org.redoubt.vault.index.Index;
import org.redoubt.vault.store.Repacker;

/** Stores anew what is needed of the packs of a plan. For one thread. */
final class Repacking {
    private final Index index;
    private final Mark mark;
    private final Repacker repacker;
    private CollectReport.Amount read = CollectReport.Amount.NONE;
    private CollectReport.Amount written = CollectReport.Amount.NONE;
    private int damaged;

    Repacking(Index index, Mark mark, Repacker repacker) {
        this.index = index;
        this.mark = mark;
        this.repacker = repacker;
    }

    /** Stores what is needed of a pack; whether it can go. */
    boolean take(PackState pack) throws VaultException {
        read = read.plus(pack.size());
        boolean whole = repacker.take(index.pack(pack.name()), pack.chunks(), (id, offset) -> {
            Optional<Found> found = index.find(id).filter(chunk -> mark.isLive(chunk.number() << 1));
            return found.map(Found::place).filter(place -> place.offset() == offset && index.pack(place.pack()).name().equals(pack.name())).isPresent();
        });
        damaged += whole ? 0 : 1;
        return whole;
    }

    List<Repacker.Stored> finish() throws VaultException {
        List<Repacker.Stored> stored = repacker.finish();
        for (Repacker.Stored pack : stored) {
            written = written.plus(pack.entry().size());
        }
        return stored;
    }

    void tell(CollectReport.Builder report, long runBytes) {
        report.repacked(read).written(new CollectReport.Amount(written.objects(), written.bytes() + runBytes));
        if (damaged > 0) {
            report.notice(damaged + " damaged packs could not be repacked and stay as they are. Verify the checkpoints.");
        }
    }
}
