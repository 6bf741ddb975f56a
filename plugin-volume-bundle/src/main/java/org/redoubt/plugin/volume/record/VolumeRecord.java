package org.redoubt.plugin.volume.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.redoubt.api.checkpoint.ResourceSection;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.TreeEntry;
import org.redoubt.plugin.volume.place.VolumeKind;
import org.redoubt.plugin.volume.tree.TreeCounts;

/**
 * The document {@value #DOCUMENT} of a section: what was protected. The data is beside it, in the tree {@value #TREE} or the
 * stream {@value #IMAGE}.
 *
 * @param kind what the volume is
 * @param path where it was
 * @param name its name
 * @param asOf no file that changed at this instant or later is taken for unchanged next time
 * @param content more about the content, by kind
 */
public record VolumeRecord(VolumeKind kind, String path, String name, Instant asOf, Content content) {
    /** The name of the document. */
    public static final String DOCUMENT = "volume";
    /** The name of the tree of a directory. */
    public static final String TREE = "tree";
    /** The name of the stream of an image or a device. */
    public static final String IMAGE = "image";

    private static final int FORMAT = 2;
    /** Had the SHA-256 of an image instead of its CRC-32C. */
    private static final int OLDEST_FORMAT = 1;

    /** What is known of the content. */
    public sealed interface Content {
    }

    /**
     * The content of a directory.
     *
     * @param counts what it holds
     */
    public record Tree(TreeCounts counts) implements Content {
    }

    /**
     * The content of an image or a device.
     *
     * @param size its bytes, holes counted
     * @param data how many of them are not in holes; empty if that was not recorded
     * @param crc32c the checksum of all of them, as hexadecimal text; empty if it was protected by an earlier version
     * @param sha256 the hash of all of them, as hexadecimal text, if it was protected by an earlier version
     * @param statKey what is compared to know an unchanged file, as hexadecimal text; empty if it is never to be taken for unchanged
     * @param metadata mode, owner and what else is known of an image file; empty for a device
     */
    public record Image(long size, OptionalLong data, Optional<String> crc32c, Optional<String> sha256, String statKey, Optional<TreeEntry> metadata)
            implements Content {
    }

    /** Checks that all is there. */
    public VolumeRecord {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(path);
        Objects.requireNonNull(name);
        Objects.requireNonNull(asOf);
        Objects.requireNonNull(content);
    }

    /** The size of the content in bytes, holes counted. */
    public long bytes() {
        return switch (content) {
            case Tree tree -> tree.counts().bytes();
            case Image image -> image.size();
        };
    }

    /** The document. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("formatVersion", FORMAT).put("kind", kind.word()).put("path", path)
                .put("name", name).put("asOf", asOf.toString());
        switch (content) {
            case Tree tree -> json.put("counts", tree.counts().toJson());
            case Image image -> {
                json.put("size", image.size()).put("statKey", image.statKey());
                image.crc32c().ifPresent(sum -> json.put("crc32c", sum));
                image.sha256().ifPresent(hash -> json.put("sha256", hash));
                image.data().ifPresent(data -> json.put("data", data));
                image.metadata().ifPresent(entry -> json.put("metadata", EntryJson.of(entry)));
            }
        }
        return json.build();
    }

    /**
     * Reads the document of a section.
     *
     * @throws RedoubtException if there is none, or none that this version can read
     */
    public static VolumeRecord of(ResourceSection section) throws RedoubtException {
        JsonObject json = section.get(DOCUMENT).orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.NOT_FOUND,
                "The checkpoint does not say what the volume is: its document \"" + DOCUMENT + "\" is missing.")));
        long format = json.number("formatVersion").orElse(0);
        if (format < OLDEST_FORMAT || format > FORMAT) {
            throw new RedoubtException(Problem.of(ProblemKind.UNSUPPORTED, "The volume was protected in format " + format + ", which this version cannot read.").hint("Install a newer version of the plugin."));
        }
        return parse(json).orElseThrow(() -> new RedoubtException(Problem.of(ProblemKind.DAMAGED,
                "The document \"" + DOCUMENT + "\" of the volume makes no sense.")));
    }

    private static Optional<VolumeRecord> parse(JsonObject json) {
        Optional<VolumeKind> kind = json.string("kind").flatMap(VolumeKind::of);
        Optional<Content> content = kind.flatMap(one -> one == VolumeKind.DIRECTORY ? tree(json) : image(json));
        if (content.isEmpty() || json.string("path").isEmpty() || json.string("name").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new VolumeRecord(kind.get(), json.string("path").get(), json.string("name").get(), instant(json), content.get()));
    }

    private static Optional<Content> tree(JsonObject json) {
        return json.object("counts").map(counts -> new Tree(TreeCounts.fromJson(counts)));
    }

    private static Optional<Content> image(JsonObject json) {
        if (json.number("size").orElse(-1) < 0 || json.string("crc32c").isEmpty() && json.string("sha256").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Image(json.number("size").getAsLong(), json.number("data"), json.string("crc32c"), json.string("sha256"),
                json.string("statKey").orElse(""), json.object("metadata").map(EntryJson::parse)));
    }

    private static Instant instant(JsonObject json) {
        try {
            return Instant.parse(json.string("asOf").orElse(""));
        } catch (DateTimeException unknown) {
            return Instant.MIN;
        }
    }
}
