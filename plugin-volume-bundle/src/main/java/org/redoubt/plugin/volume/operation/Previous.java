package org.redoubt.plugin.volume.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.plugin.volume.place.VolumeKind;
import org.redoubt.plugin.volume.record.VolumeRecord;

/**
 * What an earlier checkpoint has of the same volume.
 *
 * @param data its data in the vault
 * @param record what was recorded; there if the data is
 */
record Previous(Optional<DataId> data, Optional<VolumeRecord> record) {
    static final Previous NONE = new Previous(Optional.empty(), Optional.empty());

    /** The clocks of file systems tick coarsely: a file that changed this shortly before it was read may have changed after, too. */
    private static final Duration TICK = Duration.ofSeconds(2);

    /** What cannot be read, or is of another kind, counts as absent: it only saves work. */
    static Previous of(ProtectContext context, VolumeKind kind) {
        Optional<ResourceSection> section = context.previous();
        if (section.isEmpty()) {
            return NONE;
        }
        try {
            VolumeRecord record = VolumeRecord.of(section.get());
            String name = kind == VolumeKind.DIRECTORY ? VolumeRecord.TREE : VolumeRecord.IMAGE;
            Optional<DataId> data = record.kind() == kind ? section.get().dataId(name) : Optional.empty();
            return data.isEmpty() ? NONE : new Previous(data, Optional.of(record));
        } catch (RedoubtException unusable) {
            return NONE;
        }
    }

    /** Files that last changed before this instant and look the same are the same; empty if nothing is to be trusted. */
    Optional<Instant> trusted() {
        return record.map(VolumeRecord::asOf).filter(asOf -> asOf.isAfter(Instant.EPOCH)).map(asOf -> asOf.minus(TICK));
    }

    DataHints hints() {
        return data.map(DataHints.none()::previous).orElse(DataHints.none());
    }
}
