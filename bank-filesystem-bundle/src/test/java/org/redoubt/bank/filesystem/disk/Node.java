package org.redoubt.bank.filesystem.disk;

import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;

/** A file or a folder, whatever its names. Touched under the lock of its disk. */
abstract sealed class Node {
    private final long number;
    private final FileTime created;
    private FileTime changed;

    private Node(long number) {
        this.number = number;
        this.created = FileTime.fromMillis(number);
        this.changed = created;
    }

    /** No other node of the disk ever has it. */
    long number() {
        return number;
    }

    FileTime created() {
        return created;
    }

    FileTime changed() {
        return changed;
    }

    void change(long moment) {
        changed = FileTime.fromMillis(moment);
    }

    /** A file. */
    static final class File extends Node {
        private Content content;

        File(long number, Content content) {
            super(number);
            this.content = content;
        }

        Content content() {
            return content;
        }

        void write(long at, byte[] bytes) {
            content = content.with(at, bytes);
        }
    }

    /** A folder. */
    static final class Folder extends Node {
        private final Map<String, Node> entries = new TreeMap<>();

        Folder(long number) {
            super(number);
        }

        Map<String, Node> entries() {
            return entries;
        }
    }
}
