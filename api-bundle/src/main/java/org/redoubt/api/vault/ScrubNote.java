package org.redoubt.api.vault;

import java.time.Instant;
import java.util.Objects;
import org.redoubt.api.json.JsonObject;

/**
 * What a bank remembers of a scrub.
 *
 * @param depth how closely it looked
 * @param shares into how many shares it divided the packs, of which it looked at one
 * @param whole whether it looked at everything that was to be looked at
 * @param ended when it ended
 * @param checked the packs that it looked at
 * @param packs the packs there were
 * @param damaged how many objects were damaged
 */
public record ScrubNote(CheckDepth depth, int shares, boolean whole, Instant ended, CollectReport.Amount checked, CollectReport.Amount packs,
        long damaged) {
    /** Checks that all is there. */
    public ScrubNote {
        Objects.requireNonNull(depth);
        Objects.requireNonNull(ended);
        Objects.requireNonNull(checked);
        Objects.requireNonNull(packs);
    }

    /** The members are named as the components. */
    public JsonObject toJson() {
        return JsonObject.builder().put("depth", depth.word()).put("shares", shares).put("whole", whole).put("ended", ended.toString()).put("checked", checked.toJson())
                .put("packs", packs.toJson()).put("damaged", damaged).build();
    }
}
