package org.redoubt.shell.command;

import java.nio.file.Path;
import org.redoubt.api.access.Secret;
import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt key export}. */
final class KeyExport extends KeyCommand {

    KeyExport(FrontDoor door) {
        super(door, Usage.of("key export", "Writes a copy of the key file of this home to FILE, which must not be there. Keep it on another machine or on "
                + "paper: without a key nothing that is stored can be read again, and whoever has it can read all of it.")
                .operands("FILE", 1, 1));
    }

    @Override
    int run(Invocation invocation, VaultKeys keys) throws RedoubtException {
        Path file = invocation.path(invocation.arguments().operands().getFirst());
        try (Secret secret = keys.export()) {
            SecretFile.write(file, secret);
        }
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("file", file.toString()).build());
        } else {
            invocation.out().println("The key of this home is in " + file + ". Keep it in another place than this machine and its banks.");
        }
        return DONE;
    }
}
