package org.redoubt.plugin.volume.operation;

import java.nio.file.LinkOption;
import java.util.List;
import java.util.UUID;
import org.redoubt.api.os.Access;
import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.os.OpenFile;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.protection.RestoreContext;
import org.redoubt.api.vault.DataReader;
import org.redoubt.plugin.volume.host.FileProblems;
import org.redoubt.plugin.volume.host.Host;
import org.redoubt.plugin.volume.image.ImageRestore;
import org.redoubt.plugin.volume.image.ImageRestore.Zeros;
import org.redoubt.plugin.volume.place.Destination;
import org.redoubt.plugin.volume.place.VolumePath;
import org.redoubt.plugin.volume.record.VolumeRecord;
import org.redoubt.plugin.volume.tree.FileMetadata;

/** The main hook of restore for an image or a device. */
record ImageWriting(Host host, Restoring restoring) {
    private static final int OWNER_ONLY = 0600;

    /** Into a new file. */
    void toFile(RestoreContext context) throws RedoubtException {
        Destination destination = restoring.destination();
        boolean replaces = restoring.state() == Destination.State.FILE;
        String token = UUID.randomUUID().toString();
        Draft draft = Draft.announce(host, destination, context, token, replaces);
        VolumeRecord.Image image = image();
        try (Directory parent = host.files().openDirectory(VolumePath.of(destination.parent()));
                DataReader data = context.section().open(VolumeRecord.IMAGE);
                OpenFile file = parent.createFile(draft.name(), OWNER_ONLY)) {
            file.resize(data.size());
            List<Problem> damage = new ImageRestore(context, file, image.size(), Zeros.ALREADY).write(data, image.crc32c());
            image.metadata().ifPresent(entry -> new FileMetadata(host, context::warn).apply(file, entry, restoring.byName()));
            file.sync();
            if (damage.isEmpty()) {
                draft.finished(parent, context);
            } else {
                String name = destination.name() + ".damaged-" + token;
                draft.finishedAs(name, parent, context);
                damaged(context, damage, name);
            }
        } catch (HostFileException refused) {
            throw FileProblems.fatal(refused);
        }
    }

    /** An image that is not whole never gets the name of the one that was. */
    private void damaged(RestoreContext context, List<Problem> damage, String name) {
        damage.forEach(context::incomplete);
        context.incomplete(Problem.of(ProblemKind.DAMAGED, "What is left of the image is in "
                + restoring.destination().sibling(name).text() + "; the missing parts read as zeros."));
    }

    /** Over a device, which stays as large as it is. */
    void toDevice(RestoreContext context) throws RedoubtException {
        VolumeRecord.Image image = image();
        String place = restoring.destination().text();
        try (OpenFile device = host.files().openFile(restoring.destination().path(), Access.READ_WRITE, LinkOption.NOFOLLOW_LINKS);
                DataReader data = context.section().open(VolumeRecord.IMAGE)) {
            long room = device.size();
            if (room < data.size()) {
                throw new RedoubtException(Problem.of(ProblemKind.FULL, "The device " + place + " has " + room
                        + " bytes, which is less than the " + data.size() + " of the volume."));
            }
            List<Problem> damage = new ImageRestore(context, device, image.size(), Zeros.MAKE).write(data, image.crc32c());
            device.sync();
            damage.forEach(context::incomplete);
        } catch (HostFileException refused) {
            throw FileProblems.fatal(refused);
        }
    }

    private VolumeRecord.Image image() {
        if (restoring.record().content() instanceof VolumeRecord.Image image) {
            return image;
        }
        throw new IllegalStateException("Only an image is restored as one.");
    }
}
