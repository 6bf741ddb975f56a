package org.redoubt.bank.filesystem;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Key;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.vault.DataId;

/**
 * What people rely on at one moment.
 *
 * @param kept the checkpoints that were acknowledged and not deleted since
 * @param begun attempts that were not acknowledged, whether or not they are committed
 * @param keys what opens the vault
 */
record Promises(Map<String, Data> kept, Map<Key, Attempt> begun, Set<String> keys) {
    static final Promises NONE = new Promises(Map.of(), Map.of(), Set.of());

    /** What a checkpoint holds. */
    record Data(DataId id, byte[] bytes) {
    }

    /** What an attempt has stored durably, and what its decision has to say to commit it; empty while it was told nothing. */
    record Attempt(String checkpoint, Data data, Optional<JsonObject> receipt) {
    }

    @Override
    public String toString() {
        return kept.keySet() + " are kept, " + begun.keySet() + " are begun";
    }
}
