package org.redoubt.plugin.volume.tree;

import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.EntryType;

/**
 * What a tree holds.
 *
 * @param files regular files, each name counted
 * @param directories directories, the root among them
 * @param others everything else
 * @param bytes the sizes of the files, hard links counted once and holes too
 * @param unread files and directories that could not be read, or changed meanwhile
 */
public record TreeCounts(long files, long directories, long others, long bytes, long unread) {

    /** All entries. */
    public long entries() {
        return files + directories + others;
    }

    /** As members of a document. */
    public JsonObject toJson() {
        return JsonObject.builder().put("files", files).put("directories", directories).put("others", others)
                .put("bytes", bytes).put("unread", unread).build();
    }

    /** The reverse of {@link #toJson()}; what is missing counts as zero. */
    public static TreeCounts fromJson(JsonObject json) {
        return new TreeCounts(json.number("files").orElse(0), json.number("directories").orElse(0),
                json.number("others").orElse(0), json.number("bytes").orElse(0), json.number("unread").orElse(0));
    }

    /** Counts while a tree is gone through. Not thread-safe. */
    public static final class Counter {
        private long files;
        private long directories;
        private long others;
        private long bytes;

        /** Counts one entry. */
        public void add(EntryType type, long size) {
            switch (type) {
                case FILE -> files++;
                case DIRECTORY -> directories++;
                default -> others++;
            }
            bytes += size;
        }

        /** What was counted. */
        public TreeCounts counts(long unread) {
            return new TreeCounts(files, directories, others, bytes, unread);
        }
    }
}
