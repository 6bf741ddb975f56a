package org.redoubt.vault.key;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
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
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.retention.Locks;
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
        List<Key> keys = new ArrayList<>();
        for (Kek kek : home.forNew()) {
            Wrap wrap = Wrap.of(keyring, 1, kek);
            put(wrap, Optional.empty());
            keys.add(key(wrap));
        }
        return new Made(keyring, keys);
    }

    /**
     * Keys that were drawn.
     *
     * @param keyring the keys
     * @param keys where they lie
     */
    public record Made(Keyring keyring, List<Key> keys) {
    }

    /** Takes away keys of a vault that was not made in the end. */
    public void forget(Made made) {
        for (Key key : made.keys()) {
            try {
                bank.delete(key);
            } catch (BankException e) {
                // They open nothing.
            }
        }
    }

    private Key key(Wrap wrap) {
        return wraps.key(wrap.name());
    }

    /** Stores a wrapped keyring, to stay until a time if there is one. */
    public void put(Wrap wrap, Optional<Instant> until) throws VaultException {
        try {
            bank.put(key(wrap), Body.of(wrap.bytes()), options(until));
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    /** Stores a wrapped keyring unless there is one for the same key and of the same generation. Whether it did. */
    public boolean putIfAbsent(Wrap wrap, Optional<Instant> until) throws VaultException {
        try {
            return bank.put(key(wrap), Body.of(wrap.bytes()), options(until).onlyIfAbsent());
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }

    private static PutOptions options(Optional<Instant> until) {
        return until.map(PutOptions.defaults()::retainUntil).orElse(PutOptions.defaults());
    }

    /** Brings all wrapped keyrings to disk that are there, whoever has put them. */
    public void settle() throws VaultException {
        for (Key key : newestFirst()) {
            settle(key);
        }
    }

    private void settle(Key key) throws VaultException {
        try {
            bank.settle(key);
        } catch (BankException e) {
            // One that was taken away stays so.
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw Failures.bank(e);
            }
        }
    }

    /** Takes a wrapped keyring away, for good: also a loss of power does not bring it back. Whether it is gone: what the bank retains stays. */
    public boolean delete(Key key) throws VaultException {
        try {
            bank.delete(key);
        } catch (BankException e) {
            if (e.kind() == ProblemKind.RETAINED) {
                return false;
            }
            throw Failures.bank(e);
        }
        settle(key);
        return true;
    }

    /** Until when the last of some wrapped keyrings is retained by the bank, if any is. */
    public Optional<Instant> retained(List<Key> keys) throws VaultException {
        return new Locks(bank).last(keys);
    }

    /**
     * A keyring that was opened.
     *
     * @param keyring the keys
     * @param generation of which state of the keys of the vault
     */
    public record Opened(Keyring keyring, int generation) {
    }

    /**
     * The newest keyring that can be opened.
     *
     * @param encrypted whether the vault says that it is; then a keyring that lies open is not believed
     */
    public Opened open(boolean encrypted) throws VaultException {
        KeysAtHand keys = home.keys();
        for (int patience = 5; ; patience--) {
            Attempt attempt = new Attempt(keys, encrypted);
            Optional<Opened> opened = attempt.open();
            if (opened.isPresent()) {
                return opened.get();
            }
            // While keys are rotated those of the old generation go as soon as those of the new one are there.
            if (!attempt.vanished || patience == 0) {
                throw attempt.failure();
            }
        }
    }

    private final class Attempt {
        private final KeysAtHand keys;
        private final boolean encrypted;
        private final TreeSet<String> needed = new TreeSet<>();
        private Optional<VaultException> damaged = Optional.empty();
        private boolean vanished;

        Attempt(KeysAtHand keys, boolean encrypted) {
            this.keys = keys;
            this.encrypted = encrypted;
        }

        Optional<Opened> open() throws VaultException {
            for (Key key : newestFirst()) {
                try {
                    Optional<Wrap> wrap = wrap(key);
                    vanished |= wrap.isEmpty();
                    Optional<Opened> opened = wrap.isEmpty() ? Optional.empty() : open(wrap.get());
                    if (opened.isPresent()) {
                        return opened;
                    }
                } catch (FormatException e) {
                    damaged = Optional.of(Failures.unusable(key.toString(), e.getMessage()));
                }
            }
            return Optional.empty();
        }

        private Optional<Opened> open(Wrap wrap) throws FormatException {
            Optional<Kek> kek = keys.of(wrap);
            if (kek.isPresent() && encrypted == (wrap.kind() != Kek.Kind.OPEN)) {
                Keyring ring = wrap.open(kek.get()).lookingFor(() -> KeyStore.this.open(encrypted).keyring());
                return Optional.of(new Opened(ring, wrap.generation()));
            }
            needed.add(wrap.kind() == Kek.Kind.PASSPHRASE ? "passphrase " + wrap.kekId() : "key " + wrap.kekId());
            return Optional.empty();
        }

        VaultException failure() {
            return needed.isEmpty() ? damaged.orElseGet(() -> Failures.unusable(wraps.toString(), "the keys of the vault are missing"))
                    : lost(keys.words(), needed);
        }
    }

    private VaultException lost(List<String> keys, TreeSet<String> needed) {
        String has = switch (keys.size()) {
            case 0 -> "There is no key for this vault: the file " + home.keyFile() + " is not there.";
            case 1 -> keys.getFirst().replaceFirst("^t", "T") + " is not the one of this vault.";
            default -> "Neither " + String.join(" nor ", keys) + " opens this vault.";
        };
        return new VaultException(Problem.of(ProblemKind.DENIED, has).hint("Put the key file there from the home that made the vault, or from "
                + "a copy, or give one with `redoubt key add --with FILE`; what opens it is " + String.join(" or ", needed) + ".").subject(wraps.toString()));
    }

    /** Where the wrapped keyrings of the newest generation lie of a vault. */
    public static List<Key> newest(Bank bank, Prefix vault) throws VaultException {
        List<Key> all = list(bank, vault.resolve(FOLDER));
        return all.stream().filter(key -> generation(key).equals(generation(all.getFirst()))).toList();
    }

    private static String generation(Key key) {
        return key.name().split("-", 2)[0];
    }

    /** Where all wrapped keyrings lie, the newest generation first. */
    public List<Key> newestFirst() throws VaultException {
        return list(bank, wraps);
    }

    private static List<Key> list(Bank bank, Prefix wraps) throws VaultException {
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

    /** A wrapped keyring that is what its name says, unless it has gone; who wrote it nobody knows until it is opened. */
    public Optional<Wrap> wrap(Key key) throws VaultException, FormatException {
        Optional<byte[]> bytes = read(key);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        Wrap wrap = Wrap.decode(bytes.get());
        if (!key.equals(key(wrap))) {
            throw new FormatException("it was put where another one belongs");
        }
        return Optional.of(wrap);
    }

    /** Whether a wrapped keyring is the one that its name says, as far as it can be decoded: a later version may know more. */
    public static boolean isInItsPlace(Key key, byte[] wrapped) {
        try {
            return Wrap.decode(wrapped).name().equals(key.name());
        } catch (FormatException unknown) {
            return true;
        }
    }

    private Optional<byte[]> read(Key key) throws VaultException {
        try (InputStream in = bank.get(key, ByteRange.ALL)) {
            return Optional.of(in.readNBytes(LONGEST));
        } catch (IOException e) {
            throw Failures.unreadable(key.toString(), e);
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return Optional.empty();
            }
            VaultException failure = Failures.reading(key.toString(), e);
            throw failure.kind() == ProblemKind.DAMAGED ? Failures.unusable(key.toString(), "the bank cannot read it as it was written") : failure;
        }
    }
}
