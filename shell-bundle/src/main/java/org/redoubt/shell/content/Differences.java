package org.redoubt.shell.content;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.resource.ResourceRef;
import org.redoubt.api.service.Difference;
import org.redoubt.api.vault.EntryType;
import org.redoubt.api.vault.Extent;
import org.redoubt.api.vault.TreeChange;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.shell.render.Human;

/** Tells differences one by one and counts them. A directory whose time alone differs is left out: that is told by what is in it. For one thread. */
public final class Differences {
    private long added;
    private long removed;
    private long changed;
    private long ranges;
    private long bytes;
    private Optional<ResourceRef> last = Optional.empty();

    /** Whether it is told. */
    private static boolean counts(Difference difference) {
        return !(difference instanceof Difference.Entry entry && entry.change().aspects().equals(EnumSet.of(TreeChange.Aspect.MODIFIED))
                && entry.change().after().filter(one -> one.type() == EntryType.DIRECTORY).isPresent());
    }

    private void count(Difference difference) {
        switch (difference) {
            case Difference.Added only -> added++;
            case Difference.Removed only -> removed++;
            case Difference.Entry entry -> {
                added += entry.change().before().isEmpty() ? 1 : 0;
                removed += entry.change().after().isEmpty() ? 1 : 0;
                changed += entry.change().before().isPresent() && entry.change().after().isPresent() ? 1 : 0;
            }
            case Difference.Size size -> changed++;
            case Difference.Range range -> {
                ranges++;
                bytes += range.extent().length();
            }
        }
    }

    /** Tells a difference as a line, and before the first one of a resource which it is. */
    public void tell(Difference difference, Consumer<String> lines) {
        if (!counts(difference)) {
            return;
        }
        count(difference);
        if (!last.equals(Optional.of(difference.resource()))) {
            last = Optional.of(difference.resource());
            lines.accept(difference.resource().toString());
        }
        lines.accept("  " + switch (difference) {
            case Difference.Added only -> "added    " + only.data().map(name -> "its data " + name).orElse("the whole resource");
            case Difference.Removed only -> "removed  " + only.data().map(name -> "its data " + name).orElse("the whole resource");
            case Difference.Entry entry -> line(entry.change());
            case Difference.Size size -> "changed  its size from " + size.before() + " to " + size.after() + " bytes";
            case Difference.Range range -> "changed  " + range.extent().length() + " bytes at " + range.extent().offset()
                    + (range.extent().hole() ? ", a hole now" : "");
        });
    }

    private static String line(TreeChange change) {
        String path = EntryText.shown(change.path()) + (isDirectory(change.after().or(change::before)) ? "/" : "");
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return (change.before().isEmpty() ? "added    " : "removed  ") + path;
        }
        return "changed  " + path + " (" + String.join(", ", words(change)) + ")";
    }

    private static boolean isDirectory(Optional<TreeEntry> entry) {
        return entry.filter(one -> one.type() == EntryType.DIRECTORY).isPresent();
    }

    private static Set<String> words(TreeChange change) {
        return change.aspects().stream().map(TreeChange.Aspect::word).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Tells a difference as a document. */
    public void tell(Difference difference, LongDocument document) {
        if (!counts(difference)) {
            return;
        }
        count(difference);
        ResourceRef resource = difference.resource();
        JsonObject.Builder json = JsonObject.builder().put("resource", JsonObject.builder().put("type", resource.type()).put("id", resource.id()).build());
        switch (difference) {
            case Difference.Added only -> whole(json, "added", only.data());
            case Difference.Removed only -> whole(json, "removed", only.data());
            case Difference.Entry entry -> entry(json.put("data", entry.data()), entry.change());
            case Difference.Size size -> json.put("data", size.data()).put("change", "size").put("before", size.before()).put("after", size.after());
            case Difference.Range range -> {
                Extent extent = range.extent();
                json.put("data", range.data()).put("change", "range").put("offset", extent.offset()).put("length", extent.length())
                        .put("hole", extent.hole());
            }
        }
        document.add(json.build());
    }

    private static void whole(JsonObject.Builder json, String change, Optional<String> data) {
        data.ifPresent(name -> json.put("data", name));
        json.put("change", change);
    }

    private static void entry(JsonObject.Builder json, TreeChange change) {
        json.put("change", change.before().isEmpty() ? "added" : change.after().isEmpty() ? "removed" : "changed").put("path", change.path().toString());
        if (change.before().isPresent() && change.after().isPresent()) {
            json.put("aspects", words(change));
        }
        change.before().ifPresent(entry -> json.put("before", EntryText.json(entry)));
        change.after().ifPresent(entry -> json.put("after", EntryText.json(entry)));
    }

    /** How many there were, in a sentence. */
    public String sentence() {
        if (added + removed + changed + ranges == 0) {
            return "Nothing differs.";
        }
        String ranged = ranges == 0 ? "" : String.format(Locale.ROOT, ", and %s in %s of images", Human.bytes(bytes), Human.count(ranges, "range"));
        return added + " added, " + removed + " removed, " + changed + " changed" + ranged + ".";
    }

    /** How many there were, as members of a document. */
    public JsonObject totals() {
        return JsonObject.builder().put("added", added).put("removed", removed).put("changed", changed).put("ranges", ranges).put("rangeBytes", bytes).build();
    }
}
