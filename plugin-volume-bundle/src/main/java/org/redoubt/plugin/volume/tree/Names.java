package org.redoubt.plugin.volume.tree;

import org.redoubt.api.os.FileNames;
import org.redoubt.api.vault.TreePath;

/** Paths in messages. */
final class Names {
    private Names() {
    }

    /** A path in quotes, safe for a terminal; the root is called so. */
    static String display(TreePath path) {
        return path.isRoot() ? "the root" : FileNames.display(path.bytes());
    }
}
