package org.redoubt.shell.command;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * The key file of the home, which the first checkpoint makes: whoever makes that checkpoint is told to keep a copy.
 *
 * @param file where it is or will be; empty where nobody has said where the home is
 */
record OwnKey(Optional<Path> file) {

    static OwnKey of(BundleContext context) {
        return new OwnKey(Optional.ofNullable(context.getProperty("redoubt.home")).map(home -> Path.of(home, "etc", "keys", "vault.key")));
    }

    boolean isThere() {
        return file.filter(Files::exists).isPresent();
    }

    void tellIfMade(boolean wasThere, PrintStream err) {
        if (!wasThere && isThere()) {
            err.println("redoubt: What is stored is encrypted with the key in " + file.orElseThrow()
                    + ", which was made just now. Keep a copy of it in another place (`redoubt key export FILE`): without it nothing can be restored.");
        }
    }
}
