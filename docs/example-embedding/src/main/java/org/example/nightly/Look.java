package org.example.nightly;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.redoubt.api.access.Caller;
import org.redoubt.api.access.ProjectId;
import org.redoubt.api.checkpoint.CheckpointId;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.ProtectionService;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;

/** Reads files of checkpoints without restoring them. */
@Component(service = Look.class)
public final class Look {
    private static final Caller SELF = Caller.of("look", ProjectId.DEFAULT);

    private final ProtectionService redoubt;

    @Activate
    public Look(@Reference ProtectionService redoubt) {
        this.redoubt = redoubt;
    }

    /** The text of a file, by its path in a directory that was protected. */
    public String text(String checkpoint, String directory, String file) throws RedoubtException {
        ResourceRef volume = new ResourceRef("Host::Volume", directory);
        try (TreeReader tree = redoubt.contents(SELF).openTree(CheckpointId.of(checkpoint), volume, "tree");
                DataReader reader = tree.open(TreePath.of(file))) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(reader.size()));
            reader.read(0, bytes);
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }
}
