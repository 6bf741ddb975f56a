package org.redoubt.plugin.volume.operation;

import java.nio.file.Path;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.ProtectContext;
import org.redoubt.api.resource.Resource;
import org.redoubt.api.vault.DataWriter;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.VaultException;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.image.ImageCapture;
import org.redoubt.plugin.volume.place.VolumeKind;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.FileMetadata;

/**
 * The main hook of protect for an image or a device.
 *
 * @param rereadDays within how many days it is read once more, although it looks unchanged; 0 for never
 * @param live whether the volume itself is read: only then its status tells whether it is unchanged
 */
record ImageReading(Host host, boolean live, Previous previous, int rereadDays) {

    void read(Path path, VolumeKind kind, Resource volume, ProtectContext context) throws RedoubtException {
        Instant asOf = context.clock().instant();
        try (OpenFile file = host.files().openFile(path, Access.READ)) {
            long size = file.size();
            context.progress().total(size);
            FileStatus before = file.status();
            Optional<VolumeRecord.Image> old = unchanged(file, kind, before, volume, asOf);
            Optional<VolumeRecord.Image> same = old.isPresent() ? reuse(old.get(), file, context) : Optional.empty();
            VolumeRecord.Image image = same.isPresent() ? same.get() : take(file, kind, size, context);
            if (live && !file.status().modified().equals(before.modified())) {
                context.warn(Problem.of(ProblemKind.CONFLICT, "The image " + volume.id()
                        + " was written to while it was read; what was read may be of no single instant."));
            }
            context.section().put(VolumeRecord.DOCUMENT, new VolumeRecord(kind, volume.id(), volume.name(), asOf, image).toJson());
        } catch (HostFileException unreadable) {
            throw FileProblems.fatal(unreadable);
        }
    }

    private VolumeRecord.Image take(OpenFile file, VolumeKind kind, long size, ProtectContext context)
            throws HostFileException, RedoubtException {
        Optional<TreeEntry> metadata = kind == VolumeKind.IMAGE
                ? Optional.of(new FileMetadata(host, context::warn).read(file)) : Optional.empty();
        String key = statKey(file, kind);
        try (DataWriter writer = context.section().create(VolumeRecord.IMAGE, previous.hints().size(size))) {
            ImageCapture capture = new ImageCapture(context, writer, size);
            long end = capture.take(file);
            if (end < size) {
                throw new RedoubtException(Problem.of(ProblemKind.CONFLICT,
                        "The image became shorter while it was read: " + end + " of " + size + " bytes were there."));
            }
            writer.commit();
            return new VolumeRecord.Image(size, OptionalLong.of(capture.bytes()), Optional.of(capture.crc32c()), Optional.empty(), key, metadata);
        }
    }

    /** The old image under the new name; empty if the vault no longer has all of it. */
    private Optional<VolumeRecord.Image> reuse(VolumeRecord.Image old, OpenFile file, ProtectContext context)
            throws HostFileException, RedoubtException {
        try (DataWriter writer = context.section().create(VolumeRecord.IMAGE, previous.hints().size(old.size()))) {
            if (old.size() > 0) {
                writer.reuse(0, old.size());
            }
            writer.commit();
        } catch (VaultException lost) {
            if (lost.kind() == ProblemKind.DAMAGED || lost.kind() == ProblemKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw lost;
        }
        context.progress().advance(old.size());
        return Optional.of(new VolumeRecord.Image(old.size(), old.data(), old.crc32c(), old.sha256(), old.statKey(),
                Optional.of(new FileMetadata(host, context::warn).read(file))));
    }

    private Optional<VolumeRecord.Image> unchanged(OpenFile file, VolumeKind kind, FileStatus status, Resource volume, Instant now) throws HostFileException {
        String key = statKey(file, kind);
        boolean settled = previous.trust(now, rereadDays).filter(trust -> trust.covers(volume.id().getBytes(StandardCharsets.UTF_8), status)).isPresent();
        return previous.record().map(VolumeRecord::content).filter(VolumeRecord.Image.class::isInstance)
                .map(VolumeRecord.Image.class::cast)
                .filter(old -> settled && !key.isEmpty() && key.equals(old.statKey()));
    }

    private String statKey(OpenFile file, VolumeKind kind) throws HostFileException {
        return live && kind == VolumeKind.IMAGE ? HexFormat.of().formatHex(FileMetadata.statKey(file)) : "";
    }
}
