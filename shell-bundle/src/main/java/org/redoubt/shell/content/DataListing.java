package org.redoubt.shell.content;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.DataReader;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.api.vault.TreePath;
import org.redoubt.api.vault.TreeReader;
import org.redoubt.shell.render.Human;

/**
 * Lists what is in a tree or a stream, as it is found.
 *
 * @param out where it goes
 * @param json whether as a document, which begins with the head
 * @param head what the document begins with
 */
public record DataListing(PrintStream out, boolean json, JsonObject head) {

    /** Told each entry. */
    private interface Entries {
        void accept(TreeEntry entry) throws RedoubtException;
    }

    /**
     * Lists a directory, or shows what else has the path.
     *
     * @param tree the tree
     * @param path where in it
     * @param deep whether what is in the directories of the directory is listed too
     * @return whether it is whole; what keeps it from that is in the document
     */
    public boolean tree(TreeReader tree, TreePath path, boolean deep) throws RedoubtException {
        Optional<TreeEntry> entry = tree.entry(path);
        if (entry.isEmpty() && !path.isRoot()) {
            throw new RedoubtException(Problem.of(ProblemKind.NOT_FOUND, "The tree has no \"" + EntryText.shown(path) + "\".")
                    .hint("`redoubt ls` without a path lists what is there."));
        }
        if (json) {
            return LongDocument.write(out, head.toBuilder().put("path", path.toString()).build(), "entries", document -> {
                list(tree, entry, path, deep, one -> document.add(EntryText.json(one)));
                return JsonObject.empty();
            });
        }
        try (Lines lines = new Lines(out)) {
            list(tree, entry, path, deep, one -> lines.add(EntryText.line(one, name(one, path, deep))));
        }
        return true;
    }

    private static String name(TreeEntry entry, TreePath directory, boolean deep) {
        TreePath path = entry.path();
        String whole = EntryText.shown(path);
        return deep || path.equals(directory) ? whole : whole.substring(whole.lastIndexOf('/') + 1);
    }

    private static void list(TreeReader tree, Optional<TreeEntry> entry, TreePath path, boolean deep, Entries to) throws RedoubtException {
        if (entry.filter(one -> one.type() != EntryType.DIRECTORY).isPresent()) {
            to.accept(entry.get());
            return;
        }
        try (TreeReader.Cursor cursor = tree.entries(path)) {
            for (Optional<TreeEntry> next = cursor.next(); next.filter(one -> one.path().startsWith(path)).isPresent(); next = cursor.next()) {
                if (next.get().path().equals(path)) {
                    continue;
                }
                to.accept(next.get());
                if (!deep) {
                    cursor.skip();
                }
            }
        }
    }

    /** Lists the data and the holes of a stream; whether all of them. */
    public boolean stream(DataReader stream) throws RedoubtException {
        if (json) {
            return LongDocument.write(out, head.toBuilder().put("size", stream.size()).build(), "extents", document -> {
                extents(stream, extent -> document.add(json(extent)));
                return JsonObject.empty();
            });
        }
        long[] data = new long[2];
        try (Lines lines = new Lines(out)) {
            extents(stream, extent -> {
                lines.add(line(extent));
                data[0] += extent.hole() ? 0 : extent.length();
                data[1] += extent.hole() ? 0 : 1;
            });
            lines.add(Human.bytes(stream.size()) + ", of which " + Human.bytes(data[0]) + " are data in " + Human.count(data[1], "extent") + ".");
        }
        return true;
    }

    private interface Extents {
        void accept(Extent extent);
    }

    private static void extents(DataReader stream, Extents to) throws RedoubtException {
        try {
            stream.extents().forEach(to::accept);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof IOException io && io.getCause() instanceof RedoubtException known ? known
                    : new RedoubtException(Problem.of(ProblemKind.DAMAGED, e));
        }
    }

    static String line(Extent extent) {
        return String.format(Locale.ROOT, "%-4s %16d %16d", extent.hole() ? "hole" : "data", extent.offset(), extent.length());
    }

    static JsonObject json(Extent extent) {
        return JsonObject.builder().put("offset", extent.offset()).put("length", extent.length()).put("hole", extent.hole()).build();
    }
}
