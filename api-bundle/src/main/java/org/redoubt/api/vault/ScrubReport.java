package org.redoubt.api.vault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;

/**
 * What a scrub has found.
 *
 * @param depth how closely it has looked
 * @param shares into how many shares it has divided the packs, of which it has looked at one
 * @param keys whether it had a key of the vault; without one it cannot tell which index objects count, nor what stands in any object
 * @param whole whether everything was looked at that was to be; if not, a notice says why
 * @param started when it began
 * @param ended when it ended
 * @param packs the packs that are needed
 * @param checked those of them that were looked at
 * @param others how many other objects were looked at
 * @param bytesRead how many bytes were read
 * @param damaged how many objects are damaged
 * @param findings what is wrong with them, the first thousand
 * @param notices what else a person should know, one sentence each
 */
public record ScrubReport(CheckDepth depth, int shares, boolean keys, boolean whole, Instant started, Instant ended,
        CollectReport.Amount packs, CollectReport.Amount checked, long others, long bytesRead, long damaged, List<Finding> findings, List<String> notices) {
    /** How many findings are kept. */
    public static final int MOST_FINDINGS = 1000;

    /** Copies the lists. */
    public ScrubReport {
        Objects.requireNonNull(depth);
        Objects.requireNonNull(started);
        Objects.requireNonNull(ended);
        findings = List.copyOf(findings);
        notices = List.copyOf(notices);
    }

    /** What can be wrong with an object. */
    public enum Harm {
        /** It is not there. */
        MISSING,
        /** It is longer or shorter than it was. */
        LENGTH,
        /** It does not have the bytes that were written. */
        BYTES,
        /** What stands in it is not what should. */
        CONTENT;

        /** The harm as it is written: lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is wrong with one object.
     *
     * @param object its key in the bank
     * @param kind what it is, in one word: {@code pack}, {@code run}, {@code keys}, {@code config}, {@code document} or {@code index}
     * @param harm what is wrong
     * @param reason one sentence
     * @param chunks how many chunks in it are lost, where that is known
     */
    public record Finding(String object, String kind, Harm harm, String reason, Optional<Long> chunks) {
        /** The members are named as the components. */
        public JsonObject toJson() {
            JsonObject.Builder json = JsonObject.builder().put("object", object).put("kind", kind).put("harm", harm.word()).put("reason", reason);
            chunks.ifPresent(count -> json.put("chunks", count));
            return json.build();
        }
    }

    /** Whether nothing is damaged, as far as was looked. */
    public boolean sound() {
        return damaged == 0;
    }

    /** The members are named as the components, and besides {@code sound}. */
    public JsonObject toJson() {
        List<JsonObject> found = new ArrayList<>();
        findings.forEach(finding -> found.add(finding.toJson()));
        return JsonObject.builder().put("depth", depth.word()).put("shares", shares).put("keys", keys).put("whole", whole).put("started", started.toString())
                .put("ended", ended.toString()).put("packs", packs.toJson()).put("checked", checked.toJson()).put("others", others)
                .put("bytesRead", bytesRead).put("sound", sound()).put("damaged", damaged).put("findings", JsonArray.of(found))
                .put("notices", JsonArray.ofStrings(notices)).build();
    }
}
