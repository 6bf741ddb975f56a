package org.redoubt.vault.key;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.vault.VaultException;

/**
 * What a home has of keys, and of vaults that it has seen. Touched by threads of the vault only. Thread-safe.
 */
public final class KeyHome {
    private final KeyFile file;
    private final Path pins;
    private final boolean plain;

    private KeyHome(Path home, boolean plain) {
        this.file = new KeyFile(home.resolve("etc").resolve("keys").resolve("vault.key"));
        this.pins = home.resolve("var").resolve("vaults");
        this.plain = plain;
    }

    /** A home whose vaults are encrypted. */
    public static KeyHome in(Path home) {
        return new KeyHome(home, false);
    }

    /** The same home, for vaults that are to be left open. */
    public KeyHome plain() {
        return new KeyHome(file.path().getParent().getParent().getParent(), true);
    }

    /** Whether vaults that are not encrypted were asked for. */
    public boolean isPlain() {
        return plain;
    }

    /** Where the key is, or would be. */
    public Path keyFile() {
        return file.path();
    }

    /** Where it is noted which vault was seen in a bank. */
    public HomeFile pin(String bankId) {
        return new HomeFile(pins.resolve(bankId + ".json"));
    }

    /** The keys that open vaults. */
    List<Kek> keys() throws VaultException {
        Optional<Kek> own = file.find();
        return own.isPresent() ? List.of(own.get(), Kek.open()) : List.of(Kek.open());
    }

    /** The key for a vault that is being made. */
    Kek forNew() throws VaultException {
        return plain ? Kek.open() : file.findOrMake();
    }
}
