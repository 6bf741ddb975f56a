package org.redoubt.plugin.volume.tree;

import org.redoubt.api.os.Directory;
import org.redoubt.api.os.HostFileException;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;

/** Makes entries right under their names, in a directory that is new and that nobody looks at yet. */
public final class FreshPlacement implements Placement {
    private static final int OWNER_ONLY = 0700;

    @Override
    public Verdict decide(Directory parent, TreeEntry entry) {
        return Verdict.MAKE;
    }

    @Override
    public Verdict decideDirectory(Directory parent, byte[] name) {
        return Verdict.MAKE;
    }

    @Override
    public Verdict decideParent(Directory parent, byte[] name) {
        return Verdict.MAKE;
    }

    @Override
    public byte[] draft(TreePath path) {
        return path.name();
    }

    @Override
    public void publish(Directory parent, byte[] draft, TreePath path, Verdict verdict) {
        // it has its name already
    }

    @Override
    public void directory(Directory parent, byte[] name, TreePath path, Verdict verdict) throws HostFileException {
        parent.createDirectory(name, OWNER_ONLY);
    }

    @Override
    public boolean inherits() {
        return false;
    }
}
