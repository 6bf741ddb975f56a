package org.redoubt.bank.filesystem.disk;

import java.util.List;
import java.util.Optional;

/**
 * One thing that was done to a disk.
 *
 * @param what in words, with the paths that it was done by
 * @param act what it was
 */
record Step(String what, Act act) {

    /** What can be done. */
    sealed interface Act {
    }

    /** Bytes were written to a file. */
    record Write(Node.File file, long at, byte[] bytes) implements Act {
    }

    /** What was written to a file was brought to disk. */
    record SyncFile(Node.File file) implements Act {
    }

    /** Names were given or taken away. */
    record Name(List<Change> changes) implements Act {
    }

    /** The names in a folder were brought to disk. */
    record SyncFolder(Node.Folder folder) implements Act {
    }

    /** Somebody was told something, and relies on it from now on. */
    record Say(Object promise) implements Act {
    }

    /** What a name in a folder stands for from now on; for nothing if it was taken away. */
    record Change(Node.Folder folder, String name, Optional<Node> node) {
    }

    @Override
    public String toString() {
        return what;
    }
}
