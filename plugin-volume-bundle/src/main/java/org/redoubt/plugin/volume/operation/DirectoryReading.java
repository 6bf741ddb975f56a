package org.redoubt.plugin.volume.operation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.TreeWriter;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.place.VolumeKind;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.ScanRules;
import org.redoubt.plugin.volume.tree.TreeCapture;
import org.redoubt.plugin.volume.tree.TreeCounts;
import org.redoubt.plugin.volume.tree.Trust;

/**
 * The main hook of protect for a directory.
 *
 * @param rereadDays within how many days every file is read once
 */
record DirectoryReading(Host host, ScanRules rules, Previous previous, int rereadDays) {

    void read(Path path, Resource volume, ProtectContext context) throws RedoubtException {
        Instant asOf = context.clock().instant();
        previous.record().ifPresent(before -> context.progress().total(before.bytes()));
        ResourceSection section = context.section();
        TreeCounts counts;
        try (TreeWriter writer = section.createTree(VolumeRecord.TREE, previous.hints())) {
            counts = take(host.files().openDirectory(path), context, writer, previous.trust(asOf, rereadDays));
            writer.commit();
        } catch (HostFileException unreadable) {
            throw FileProblems.fatal(unreadable);
        }
        context.progress().total(counts.bytes());
        section.put(VolumeRecord.DOCUMENT, new VolumeRecord(VolumeKind.DIRECTORY, volume.id(), volume.name(), asOf,
                new VolumeRecord.Tree(counts)).toJson());
    }

    private TreeCounts take(Directory root, ProtectContext context, TreeWriter writer, Optional<Trust> trust) throws RedoubtException {
        try (TreeCapture capture = new TreeCapture(host, rules, context, writer, trust)) {
            return capture.take(root);
        }
    }
}
