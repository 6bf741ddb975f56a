package org.redoubt.shell.command;

import java.util.List;
import org.redoubt.api.json.JsonArray;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultKey;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.shell.render.Table;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt key list}. */
final class KeyList extends KeyCommand {

    KeyList(FrontDoor door) {
        super(door, Usage.of("key list", "Lists the keys that open what is stored. Any one that is current opens all of it; \"here\" says whether this home has it."));
    }

    @Override
    int run(Invocation invocation, VaultKeys keys) throws RedoubtException {
        List<VaultKey> list = keys.list();
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("keys", JsonArray.of(list.stream().map(VaultKey::toJson).toList())).build());
            return DONE;
        }
        Table table = new Table("ID", "KIND", ">GENERATION", "STATE", "HERE");
        list.forEach(key -> table.row(key.id(), key.kind(), Integer.toString(key.generation()), key.current() ? "current" : "old",
                key.atHand() ? "yes" : "no"));
        table.print(invocation.out(), "The keys of the vault are missing.");
        return DONE;
    }
}
