package org.redoubt.api.service;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;

/**
 * A provider: a bank and the plugins that work with it.
 *
 * @param name its name
 * @param description a sentence for people; may be empty
 * @param bank the name of its bank
 * @param bankId the stored id of the bank, if it is there
 * @param pluginFilter an LDAP filter on the service properties of plugins; empty for all
 * @param types the types of resources that can be protected with it now
 * @param unusable why it cannot be used now; empty if it can
 */
public record ProviderView(String name, String description, String bank, Optional<String> bankId, String pluginFilter, List<String> types,
        Optional<String> unusable) {
    /** Copies the list. */
    public ProviderView {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(bank);
        Objects.requireNonNull(bankId);
        Objects.requireNonNull(pluginFilter);
        types = List.copyOf(types);
        Objects.requireNonNull(unusable);
    }

    /** All of this as a document. */
    public JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder().put("name", name).put("description", description).put("bank", bank);
        bankId.ifPresent(id -> json.put("bankId", id));
        json.put("pluginFilter", pluginFilter).put("types", JsonArray.ofStrings(types)).put("usable", unusable.isEmpty());
        unusable.ifPresent(reason -> json.put("reason", reason));
        return json.build();
    }
}
