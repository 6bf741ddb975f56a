package org.redoubt.plugin.volume.tree;

import java.util.function.Consumer;
import org.redoubt.api.os.HostFile;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.plugin.volume.host.Host;

/** Metadata of a single file outside any tree: of a disk image. */
public final class FileMetadata {
    private final Host host;
    private final Consumer<Problem> warnings;

    /** @param warnings told what could not be kept */
    public FileMetadata(Host host, Consumer<Problem> warnings) {
        this.host = host;
        this.warnings = warnings;
    }

    /** What the host knows of a file, as the root of a tree. */
    public TreeEntry read(HostFile file) throws HostFileException {
        Losses losses = new Losses();
        TreeEntry entry = new Entries(new OwnerNames(host.accounts()), losses).of(TreePath.ROOT, file.status(), file).build();
        losses.report(warnings);
        return entry;
    }

    /** Gives it to another file. */
    public void apply(HostFile file, TreeEntry entry, boolean byName) {
        Losses losses = new Losses();
        new Metadata(new OwnerNames(host.accounts()), byName, losses).apply(file, entry, true);
        losses.report(warnings);
    }

    /** What is compared to know that a file is unchanged. */
    public static byte[] statKey(HostFile file) throws HostFileException {
        return StatKey.of(file.status());
    }
}
