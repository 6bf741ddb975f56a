package org.redoubt.shell.command;

import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultKey;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt key remove}. */
final class KeyRemove extends KeyCommand {

    KeyRemove(FrontDoor door) {
        super(door, Usage.of("key remove", "Takes a key away, so that it opens the bank no more. That does not revoke what was seen: whoever has "
                + "used the key may have kept what it opens. Rotate the keys afterwards, so that at least what is stored later is closed to them.")
                .operands("ID", 1, 1));
    }

    @Override
    int run(Invocation invocation, VaultKeys keys) throws RedoubtException {
        VaultKey key = keys.remove(invocation.arguments().operands().getFirst());
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("key", key.toJson()).build());
        } else {
            invocation.out().println("The " + key.kind() + " " + key.id() + " opens the bank no more. Whoever has used it may have kept what it opens: "
                    + "`redoubt key rotate` closes what is stored later.");
        }
        return DONE;
    }
}
