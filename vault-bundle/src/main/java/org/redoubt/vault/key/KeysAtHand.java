package org.redoubt.vault.key;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;

/** The keys with which somebody tries to open vaults: those of a home, and those that were given besides. For one thread. */
public final class KeysAtHand {
    /** A bank could show any number of keys that a passphrase has to be tried with. */
    private static final int MOST_TRIES = 8;

    private final List<Kek> keks = new ArrayList<>(List.of(Kek.open()));
    private final List<Passphrase> passphrases = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private int tries;

    KeysAtHand() {
    }

    /** Only those that somebody gives: the text of a key file, or a passphrase. */
    public static KeysAtHand given(String text) throws VaultException {
        KeysAtHand keys = new KeysAtHand();
        keys.add(text);
        return keys;
    }

    void add(Kek kek, String called) {
        keks.add(kek);
        words.add(called);
    }

    void add(Passphrase passphrase, String called) {
        passphrases.add(passphrase);
        words.add(called);
    }

    void add(String given) throws VaultException {
        if (KeyFile.resembles(given)) {
            add(KeyFile.parse(given).orElseThrow(() -> new VaultException(
                    Problem.of(ProblemKind.DAMAGED, "The key file that was given is damaged.").hint("Use another copy of it."))), "the key that was given");
        } else {
            add(Passphrase.of(given), "the passphrase that was given");
        }
    }

    /** The one that a keyring was wrapped with, if it is at hand. */
    public Optional<Kek> of(Wrap wrap) {
        if (wrap.recipe().isEmpty()) {
            return keks.stream().filter(wrap::fits).findFirst();
        }
        for (Passphrase passphrase : passphrases) {
            if (tries++ >= MOST_TRIES) {
                return Optional.empty();
            }
            Kek kek = passphrase.kek(wrap.recipe().get());
            if (wrap.fits(kek)) {
                return Optional.of(kek);
            }
        }
        return Optional.empty();
    }

    /** What they are, in words: empty if there are none. */
    List<String> words() {
        return List.copyOf(words);
    }
}
