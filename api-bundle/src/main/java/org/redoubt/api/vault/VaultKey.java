package org.redoubt.api.vault;

import java.util.Objects;
import org.redoubt.api.json.JsonObject;

/**
 * One of the keys that open a vault; never the key itself.
 *
 * @param id 16 hexadecimal digits that tell keys apart
 * @param kind where it comes from, in words for people: an open set, today {@code key file}, {@code passphrase} and, for a vault that
 *     is not encrypted, {@code none}
 * @param generation which state of the keys of the vault it gives; it grows when they are rotated
 * @param current whether that is the newest one, so that it opens everything
 * @param atHand whether the one who asks has it
 */
public record VaultKey(String id, String kind, int generation, boolean current, boolean atHand) {
    /** Checks that all is there. */
    public VaultKey {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
    }

    /** All of this as a document. */
    public JsonObject toJson() {
        return JsonObject.builder().put("id", id).put("kind", kind).put("generation", generation).put("current", current)
                .put("atHand", atHand).build();
    }
}
