package org.redoubt.vault.index;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.redoubt.api.bank.Bank;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.ByteRange;
import org.redoubt.api.bank.Key;
import org.redoubt.api.bank.Prefix;
import org.redoubt.api.bank.PutOptions;
import org.redoubt.api.problem.ProblemKind;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.failure.Failures;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.listing.Listing;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.Sha256;

/**
 * Reads and writes the index objects of a bank. Called on threads of the vault only. Thread-safe.
 */
public final class RunStore {
    // More than a run of this version can have; an object that claims to be one must not fill the memory.
    private static final int LONGEST = 64 << 20;

    private final Bank bank;
    private final Prefix vault;
    private final Prefix runs;
    private final Keyring keyring;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param bank the bank
     * @param vault where the vault stands in it
     * @param keyring the keys of the vault
     */
    public RunStore(Bank bank, Prefix vault, Keyring keyring) {
        this.bank = bank;
        this.vault = vault;
        this.runs = place(vault);
        this.keyring = keyring;
    }

    /**
     * A run that is durable.
     *
     * @param key where it is
     * @param size how many bytes it has
     */
    public record Written(Key key, long size) {
    }

    /** Whether a run that somebody has left is durable, and every pack that it names is there: they were durable before it was put. */
    boolean isWhole(Key key, Run run) throws VaultException {
        try {
            bank.settle(key);
            for (Run.PackEntry pack : run.packs()) {
                bank.stat(pack.name().key(vault));
            }
            return true;
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return false;
            }
            throw Failures.bank(e);
        }
    }

    /** Where all runs stand in the bank. */
    public static Prefix place(Prefix vault) {
        return vault.resolve("runs");
    }

    /** The key of a run with this name. */
    public Key key(String name) {
        return runs.key(name);
    }

    /** Where runs stand, for messages. */
    public String place() {
        return runs.toString();
    }

    /** The keys of all runs that are listed now. */
    public Set<Key> list() throws VaultException {
        Set<Key> keys = new HashSet<>();
        Listing.each(bank, runs, object -> keys.add(object.key()));
        return keys;
    }

    /** Reads a run and checks it against its name; empty if it is gone. */
    public Optional<Run> read(Key key) throws VaultException {
        try (InputStream in = bank.get(key, ByteRange.ALL)) {
            byte[] bytes = in.readNBytes(LONGEST);
            if (!key.name().startsWith(Sha256.hex(bytes, 0, bytes.length) + "-")) {
                throw Failures.damaged(key.toString(), "its content does not have the hash in its name");
            }
            return Optional.of(Run.decode(keyring, bytes));
        } catch (FormatException e) {
            throw Failures.damaged(key.toString(), e.getMessage());
        } catch (IOException e) {
            throw Failures.unreadable(key.toString(), e);
        } catch (BankException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) {
                return Optional.empty();
            }
            throw Failures.reading(key.toString(), e);
        }
    }

    /**
     * Makes a run durable, and so believed. Every pack that it names is durable before.
     *
     * @param until until when it is to be retained at least, if it is
     * @return where it is
     */
    public Written write(Run run, Optional<Instant> until) throws VaultException {
        byte[] bytes = run.encode(keyring);
        Key key = runs.key(Sha256.hex(bytes, 0, bytes.length) + "-" + HexFormat.of().toHexDigits(random.nextLong()));
        try {
            bank.put(key, Body.of(bytes), until.map(PutOptions.defaults()::retainUntil).orElse(PutOptions.defaults()));
            return new Written(key, bytes.length);
        } catch (BankException e) {
            throw Failures.bank(e);
        }
    }
}
