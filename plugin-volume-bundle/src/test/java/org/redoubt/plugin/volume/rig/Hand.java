package org.redoubt.plugin.volume.rig;

import org.redoubt.os.linux.account.LinuxAccounts;
import org.redoubt.os.linux.file.LinuxFiles;
import org.redoubt.plugin.volume.host.Hosts;

/** Services handed over as the framework would. */
public final class Hand {
    private Hand() {
    }

    /** Hosts with all that Linux offers. */
    public static Hosts linux() {
        Hosts hosts = new Hosts();
        hosts.bindFiles(new LinuxFiles());
        hosts.bindAccounts(new LinuxAccounts());
        return hosts;
    }
}
