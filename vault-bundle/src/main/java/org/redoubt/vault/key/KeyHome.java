package org.redoubt.vault.key;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;

/**
 * What a home has of keys, and of vaults that it has seen. Touched by threads of the vault only. Thread-safe.
 */
public final class KeyHome {

    private final Path home;
    private final KeyFile file;
    private final HomeFile passphraseFile;
    private final boolean plain;
    private final List<String> given;
    /** The last one that was read, since it knows the keys that were made of it. */
    private final AtomicReference<Passphrase> passphrase;

    private KeyHome(Path home, boolean plain, List<String> given, AtomicReference<Passphrase> passphrase) {
        Path keys = home.resolve("etc").resolve("keys");
        this.home = home;
        this.file = new KeyFile(keys.resolve("vault.key"));
        this.passphraseFile = new HomeFile(keys.resolve("vault.passphrase"));
        this.plain = plain;
        this.given = List.copyOf(given);
        this.passphrase = passphrase;
    }

    /** A home whose vaults are encrypted. */
    public static KeyHome in(Path home) {
        return new KeyHome(home, false, List.of(), new AtomicReference<>());
    }

    /** The same home, for vaults that are to be left open. */
    public KeyHome plain() {
        return new KeyHome(home, true, given, passphrase);
    }

    /** The same home, and besides what it has key files or passphrases as texts. */
    public KeyHome with(List<String> keys) {
        return new KeyHome(home, plain, keys, passphrase);
    }

    /** Whether nothing was given besides what it has. */
    public boolean isAlone() {
        return given.isEmpty();
    }

    /** Whether vaults that are not encrypted were asked for. */
    public boolean isPlain() {
        return plain;
    }

    /** Where the key is, or would be. */
    public Path keyFile() {
        return file.path();
    }

    /** The text of the key file; empty if there is none. */
    public Optional<String> keyText() throws VaultException {
        return file.text();
    }

    /** Where it is noted which vault was seen in a bank. */
    public HomeFile pin(String bankId) {
        return new HomeFile(home.resolve("var").resolve("vaults").resolve(bankId + ".json"));
    }

    /** Where it is noted which decisions were seen in a bank. */
    public Path seen(String bankId) {
        return home.resolve("var").resolve("vaults").resolve(bankId + ".seen");
    }

    /** The keys that open vaults. */
    public KeysAtHand keys() throws VaultException {
        KeysAtHand keys = new KeysAtHand();
        for (String text : given) {
            keys.add(text);
        }
        file.find().ifPresent(kek -> keys.add(kek, "the key in " + file.path()));
        passphrase().ifPresent(own -> keys.add(own, "the passphrase in " + passphraseFile.path()));
        return keys;
    }

    private Optional<Passphrase> passphrase() throws VaultException {
        Optional<String> text = passphraseFile.read();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        passphraseFile.refuseIfOpen("passphrase in");
        return Optional.of(passphrase.accumulateAndGet(Passphrase.of(text.get()), (old, read) -> read.equals(old) ? old : read));
    }

    /** The text of the key file, which is made if it is not there. */
    public String makeKey() throws VaultException {
        file.findOrMake();
        return file.text().orElseThrow();
    }

    /** A key made of what somebody hands over: the text of a key file, or a new passphrase. */
    public static Kek chosen(String text) throws VaultException {
        if (!KeyFile.resembles(text)) {
            return Passphrase.chosen(text).kek(Recipe.draw());
        }
        return KeyFile.parse(text).orElseThrow(() -> new VaultException(
                Problem.of(ProblemKind.DAMAGED, "The key file that was given is damaged.").hint("Use another copy of it.")));
    }

    /** The keys for a vault that is being made. A home that has only a passphrase gets no key file. */
    List<Kek> forNew() throws VaultException {
        if (plain) {
            return List.of(Kek.open());
        }
        List<Kek> keys = new ArrayList<>();
        Optional<String> words = passphraseFile.read();
        if (words.isEmpty() || file.find().isPresent()) {
            keys.add(file.findOrMake());
        }
        if (passphrase().isPresent()) {
            keys.add(Passphrase.chosen(words.orElseThrow()).kek(Recipe.draw()));
        }
        return keys;
    }
}
