package org.redoubt.vault.key;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;

/** What a person remembers and keys are made of. It keeps those keys, as each takes about half a second. Thread-safe. */
final class Passphrase {
    private static final int LEAST = 12;
    private static final int KEPT = 64;

    private final byte[] bytes;
    private final Map<Recipe, Kek> made = new ConcurrentHashMap<>();

    private Passphrase(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The line that stands in a text, whatever editors put behind it. The same letters typed elsewhere give the same passphrase. */
    static Passphrase of(String text) {
        return new Passphrase(Normalizer.normalize(text.stripTrailing(), Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8));
    }

    /** One that is fit to be a key from now on. */
    static Passphrase chosen(String text) throws VaultException {
        String line = text.stripTrailing();
        if (line.lines().count() > 1) {
            throw unfit("What was given is neither a key file nor a passphrase, which is one line.");
        }
        if (line.codePointCount(0, line.length()) < LEAST) {
            throw unfit("The passphrase has fewer than " + LEAST + " characters.");
        }
        return of(line);
    }

    private static VaultException unfit(String why) {
        return new VaultException(Problem.of(ProblemKind.INVALID, why).hint("Take several words that belong together for nobody but you."));
    }

    /** The key that it gives with a recipe. */
    Kek kek(Recipe recipe) {
        if (made.size() > KEPT) {
            made.clear();
        }
        return made.computeIfAbsent(recipe, how -> how.kek(bytes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Passphrase that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "passphrase";
    }
}
