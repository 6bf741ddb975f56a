package org.redoubt.engine.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.json.JsonString;
import org.redoubt.api.vault.DataId;

/**
 * What a section holds, as the record of its resource says: so that a thing that is lost is missed.
 *
 * @param documents the digest of each document, by name
 * @param data the vault's name of each stream or tree, by name
 */
record Contents(Map<String, String> documents, Map<String, DataId> data) {
    static final Contents NONE = new Contents(Map.of(), Map.of());

    void write(JsonObject.Builder json) {
        if (!documents.isEmpty()) {
            JsonObject.Builder names = JsonObject.builder();
            new TreeMap<>(documents).forEach(names::put);
            json.put("documents", names.build());
        }
        if (!data.isEmpty()) {
            JsonObject.Builder names = JsonObject.builder();
            new TreeMap<>(data).forEach((name, id) -> names.put(name, id.toString()));
            json.put("data", names.build());
        }
    }

    static Contents read(Fields fields) throws BankException {
        Map<String, String> documents = strings(fields, "documents");
        Map<String, DataId> data = new LinkedHashMap<>();
        strings(fields, "data").forEach((name, id) -> data.put(name, DataId.of(id)));
        return documents.isEmpty() && data.isEmpty() ? NONE : new Contents(documents, data);
    }

    private static Map<String, String> strings(Fields fields, String name) throws BankException {
        Map<String, String> strings = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : fields.json().object(name).orElse(JsonObject.empty()).members().entrySet()) {
            if (!(member.getValue() instanceof JsonString text)) {
                throw fields.senseless(name);
            }
            strings.put(member.getKey(), text.value());
        }
        return strings;
    }
}
