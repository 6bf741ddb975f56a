package org.redoubt.vault.key;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.ObjectInfo;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.wire.FormatException;

/** The wrapped keyrings of one vault in its bank. Called on threads of the vault only. Thread-safe. */
public final class KeyStore {
    /** The part of a key below that of the vault. */
    public static final String FOLDER = "keys";
    private static final int MOST = 1000;
    private static final int LONGEST = 8 << 20;

    private final Bank bank;
    private final Prefix wraps;
    private final KeyHome home;

    /**
     * @param bank the bank
     * @param vault where the vault stands in it
     * @param home what this home has of keys
     */
    public KeyStore(Bank bank, Prefix vault, KeyHome home) {
        this.bank = bank;
        this.wraps = vault.resolve(FOLDER);
        this.home = home;
    }

    /** Draws the keys of a vault and stores them wrapped. */
    public Made make(UUID vault) throws VaultException {
        Keyring keyring = Keyring.draw(vault);
        Wrap wrap = Wrap.of(keyring, 1, home.forNew());
        Key key = wraps.key(String.format("%08d-%s", wrap.generation(), wrap.kekId()));
        try {
            bank.put(key, Body.of(wrap.bytes()));
            return new Made(keyring, key);
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    /**
     * Keys that were drawn.
     *
     * @param keyring the keys
     * @param key where they lie
     */
    public record Made(Keyring keyring, Key key) {
    }

    /** Takes away keys of a vault that was not made in the end. */
    public void forget(Made made) {
        try {
            bank.delete(made.key());
        } catch (BankException e) {
            // They open nothing.
        }
    }

    /**
     * The keyring.
     *
     * @param encrypted whether the vault says that it is; then a keyring that lies open is not believed
     */
    public Keyring open(boolean encrypted) throws VaultException {
        List<Kek> keys = home.keys();
        TreeSet<String> needed = new TreeSet<>();
        Optional<VaultException> damaged = Optional.empty();
        for (Key key : newestFirst()) {
            try {
                Wrap wrap = Wrap.decode(read(key));
                Optional<Kek> kek = keys.stream().filter(wrap::fits).findFirst();
                if (kek.isPresent() && encrypted == (wrap.kind() != Kek.Kind.OPEN)) {
                    return wrap.open(kek.get());
                }
                needed.add(wrap.kekId());
            } catch (FormatException e) {
                damaged = Optional.of(Failures.unusable(key.toString(), e.getMessage()));
            }
        }
        if (needed.isEmpty()) {
            throw damaged.orElseGet(() -> Failures.unusable(wraps.toString(), "the keys of the vault are missing"));
        }
        throw lost(keys, needed);
    }

    private VaultException lost(List<Kek> keys, TreeSet<String> needed) {
        String has = keys.size() == 1 ? "There is no key for this vault: the file " + home.keyFile() + " is not there."
                : "The key in " + home.keyFile() + " is not the one of this vault.";
        return new VaultException(Problem.of(ProblemKind.DENIED, has).hint("Put the key file there from the home that made the vault, or from "
                + "a copy; it is key " + String.join(" or ", needed) + ".").subject(wraps.toString()));
    }

    private List<Key> newestFirst() throws VaultException {
        try {
            List<Key> keys = new ArrayList<>();
            for (ObjectInfo object : bank.list(wraps, Optional.empty(), MOST).objects()) {
                keys.add(object.key());
            }
            keys.sort(Comparator.reverseOrder());
            return keys;
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    private byte[] read(Key key) throws VaultException {
        try (InputStream in = bank.get(key, ByteRange.ALL)) {
            return in.readNBytes(LONGEST);
        } catch (IOException e) {
            throw Failures.unreadable(key.toString(), e);
        } catch (BankException e) {
            VaultException failure = Failures.reading(key.toString(), e);
            throw failure.kind() == ProblemKind.DAMAGED ? Failures.unusable(key.toString(), "the bank cannot read it as it was written") : failure;
        }
    }
}
