package org.redoubt.shell.command;

import org.redoubt.api.json.JsonObject;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.shell.usage.Usage;

/** {@code redoubt key rotate}. */
final class KeyRotate extends KeyCommand {

    KeyRotate(FrontDoor door) {
        super(door, Usage.of("key rotate", "Draws new keys by which all is sealed that operations store from now on. What is stored already is "
                + "sealed anew by `collect --reseal`; until then a key that was removed before opens it still, if it was kept. All keys have to be at hand.")
                .example("key rotate --with my-passphrase"));
    }

    @Override
    int run(Invocation invocation, VaultKeys keys) throws RedoubtException {
        int generation = keys.rotate();
        if (invocation.json()) {
            invocation.document(JsonObject.builder().put("generation", generation).build());
        } else {
            invocation.out().println("What operations store from now on is sealed with new keys, of generation " + generation + ".");
        }
        return DONE;
    }
}
