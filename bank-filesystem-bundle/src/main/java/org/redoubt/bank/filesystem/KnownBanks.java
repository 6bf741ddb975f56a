package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.redoubt.bank.filesystem.BankDocument.UnreadableException;

/**
 * What this home remembers: the identity of every bank that it has ever used, by name. So a bank whose disk is not mounted is
 * told from one that is new. Thread-safe.
 */
final class KnownBanks {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9_.@-]{0,99}");

    private final Path directory;

    KnownBanks(Path directory) {
        this.directory = directory;
    }

    /** Whether a bank may be called so. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Where a bank is remembered. */
    Path file(String name) {
        return directory.resolve(name + ".json");
    }

    /** The identity of the bank of that name, if this home has seen it. */
    Optional<String> id(String name) throws IOException, UnreadableException {
        return BankDocument.read(file(name));
    }

    /** Remembers the identity of a bank for ever. */
    void remember(String name, String id) throws IOException {
        Durable.makeDirectories(directory);
        BankDocument.create(file(name), id);
    }
}
