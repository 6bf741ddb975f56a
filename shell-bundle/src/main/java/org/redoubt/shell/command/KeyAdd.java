package org.redoubt.shell.command;

import java.util.List;
import org.redoubt.api.access.Secret;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultKey;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt key add}. */
final class KeyAdd extends KeyCommand {

    KeyAdd(FrontDoor door) {
        super(door, Usage.of("key add", "Adds a key: the passphrase or the key file in FILE, or without FILE the key file of this home, which is made if it is not there.")
                .operands("[FILE]", 0, 1)
                .example("key add my-passphrase")
                .example("key add --with my-passphrase    # in a new home, or where the key file was lost"));
    }

    @Override
    int run(Invocation invocation, VaultKeys keys) throws RedoubtException {
        VaultKey key = added(invocation, keys);
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("key", key.toJson()).build());
        } else {
            invocation.out().println("The " + key.kind() + " " + key.id() + " opens all that is stored from now on. Keep it where it is not lost.");
        }
        return DONE;
    }

    private static VaultKey added(Invocation invocation, VaultKeys keys) throws RedoubtException {
        List<String> operands = invocation.arguments().operands();
        if (operands.isEmpty()) {
            return keys.addOwn();
        }
        try (Secret secret = SecretFile.read(invocation.path(operands.getFirst()))) {
            return keys.add(secret);
        }
    }
}
