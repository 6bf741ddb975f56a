package org.redoubt.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.api.access.Secret;
import org.redoubt.api.problem.RedoubtException;
import org.redoubt.api.vault.VaultKeys;
import org.redoubt.shell.usage.Usage;

/** A command about the keys of the vault of a provider. */
abstract class KeyCommand extends Command {
    private final FrontDoor door;

    KeyCommand(FrontDoor door, Usage usage) {
        super(usage.option("--provider", "NAME", "the provider whose bank is meant; \"default\" if not said")
                .option("--with", "FILE", "a copy of a key file, or a file with a passphrase, that opens the vault besides what this home has"));
        this.door = door;
    }

    abstract int run(Invocation invocation, VaultKeys keys) throws RedoubtException;

    @Override
    final int run(Invocation invocation) throws RedoubtException, InterruptedException {
        List<Secret> with = new ArrayList<>();
        try {
            for (String file : invocation.arguments().all("--with")) {
                with.add(SecretFile.read(invocation.path(file)));
            }
            String provider = invocation.arguments().value("--provider").orElse("default");
            return run(invocation, door.open().keys(invocation.caller(), provider, with));
        } finally {
            with.forEach(Secret::close);
        }
    }
}
