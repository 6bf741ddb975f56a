package org.redoubt.plugin.volume.tree;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.redoubt.api.os.DeviceNumber;
import org.redoubt.api.os.FileStatus;
import org.redoubt.api.vault.TreePath;

/** The first names of files that have several. Remembers nothing of files with one name. For one thread. */
final class HardLinks {
    private record Identity(DeviceNumber device, long inode) {
        static Identity of(FileStatus status) {
            return new Identity(status.device(), status.inode());
        }
    }

    private final Map<Identity, TreePath> firsts = new HashMap<>();

    Optional<TreePath> first(FileStatus status) {
        return status.links() > 1 ? Optional.ofNullable(firsts.get(Identity.of(status))) : Optional.empty();
    }

    void add(FileStatus status, TreePath path) {
        if (status.links() > 1) {
            firsts.putIfAbsent(Identity.of(status), path);
        }
    }
}
