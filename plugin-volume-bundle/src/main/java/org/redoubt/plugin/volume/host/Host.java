package org.redoubt.plugin.volume.host;

import java.util.Objects;
import org.redoubt.api.os.Accounts;
import org.redoubt.api.os.HostFiles;

/**
 * How files of this host are reached.
 *
 * @param files opens them
 * @param accounts knows their owners
 * @param complete whether everything that the host knows of a file can be read and set; false for Java alone
 * @param asRoot whether this process is also shown what only root sees: attributes of the namespace {@code trusted}
 */
public record Host(HostFiles files, Accounts accounts, boolean complete, boolean asRoot) {
    /** Checks that both are there. */
    public Host {
        Objects.requireNonNull(files);
        Objects.requireNonNull(accounts);
    }
}
