package org.redoubt.plugin.volume.operation;

import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.vault.DataHints;
import org.redoubt.api.vault.DataId;
import org.redoubt.plugin.volume.place.VolumeKind;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.Trust;

/**
 * What an earlier checkpoint has of the same volume.
 *
 * @param data its data in the vault
 * @param record what was recorded; there if the data is
 */
record Previous(Optional<DataId> data, Optional<VolumeRecord> record) {
    static final Previous NONE = new Previous(Optional.empty(), Optional.empty());

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

    /** What is taken for unchanged by a scan that begins now; empty if nothing is. */
    Optional<Trust> trust(Instant now, int days) {
        return record.map(VolumeRecord::asOf).filter(asOf -> asOf.isAfter(Instant.EPOCH)).map(asOf -> new Trust(asOf, now, days));
    }

    DataHints hints() {
        return data.map(DataHints.none()::previous).orElse(DataHints.none());
    }
}
