package org.redoubt.vault.scrub;

import java.util.List;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.vault.index.RunStore;
import org.redoubt.vault.key.KeyStore;

/** Where what is scrubbed stands in a bank, besides packs. What comes and goes all the time is left out: leases, signs of life. */
final class Places {
    static final Prefix ROOT = Prefix.of("vault");
    static final Key CONFIG = ROOT.key("config");
    /** Where decisions about checkpoints stand. */
    static final Prefix COMMITS = Prefix.of("commits");
    /** Where sealed documents of checkpoints stand, besides decisions. */
    static final List<Prefix> CHECKPOINTS = List.of(Prefix.of("checkpoints"), Prefix.of("deletions"), Prefix.of("index"));

    /** Where nothing is ever taken away: what was decided, and what was deleted. */
    static final List<Prefix> FOR_EVER = List.of(COMMITS, Prefix.of("deletions"));

    private Places() {
    }

    static Prefix keys(Prefix vault) {
        return vault.resolve(KeyStore.FOLDER);
    }

    static Prefix runs(Prefix vault) {
        return RunStore.place(vault);
    }

    static Prefix collections(Prefix vault) {
        return vault.resolve("live").resolve("collect");
    }

    /** Where a vault keeps what it remembers. */
    static List<Prefix> memories(Prefix vault) {
        return List.of(vault.resolve("notes"), vault.resolve("damage"));
    }
}
