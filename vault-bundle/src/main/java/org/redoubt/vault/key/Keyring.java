package org.redoubt.vault.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import org.redoubt.api.vault.VaultException;
import org.redoubt.vault.seal.Hkdf;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.Salt;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.seal.WrongKeyException;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;

/**
 * All keys of one vault. The master key stays for its life, and with it the names and the cuts of chunks; an epoch has the keys by
 * which objects are sealed, and a new one can begin at any time. Thread-safe.
 */
public final class Keyring {
    private static final int VERSION = 1;
    private static final int KEY = 32;
    private static final int MOST_EPOCHS = 1 << 16;

    private final SecureRandom random = new SecureRandom();
    private final byte[] vault;
    private final byte[] master;
    private final Optional<Later> later;
    private volatile SortedMap<Integer, byte[]> epochs;

    /** Where the keys of epochs are that began after a ring was read. */
    @FunctionalInterface
    interface Later {
        Keyring read() throws VaultException;
    }

    private Keyring(byte[] vault, byte[] master, Map<Integer, byte[]> epochs, Optional<Later> later) {
        this.vault = vault;
        this.master = master;
        this.epochs = new TreeMap<>(epochs);
        this.later = later;
    }

    /** Draws the keys of a new vault. */
    public static Keyring draw(UUID vault) {
        SecureRandom random = new SecureRandom();
        byte[] master = new byte[KEY];
        byte[] epoch = new byte[KEY];
        random.nextBytes(master);
        random.nextBytes(epoch);
        return new Keyring(bytes(vault), master, Map.of(1, epoch), Optional.empty());
    }

    /** The same keys and those of one more epoch, by which all is sealed from then on. */
    public Keyring next() {
        byte[] key = new byte[KEY];
        random.nextBytes(key);
        SortedMap<Integer, byte[]> more = new TreeMap<>(epochs);
        more.put(more.lastKey() + 1, key);
        return new Keyring(vault, master, more, Optional.empty());
    }

    /** The same keys; one of an epoch that is not on this ring is looked for when it is needed. */
    Keyring lookingFor(Later newer) {
        return new Keyring(vault, master, epochs, Optional.of(newer));
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
    }

    /** The vault that they are of. */
    public UUID vault() {
        ByteBuffer in = ByteBuffer.wrap(vault);
        return new UUID(in.getLong(), in.getLong());
    }

    /** All of them as bytes, to be wrapped. */
    byte[] encode() {
        Encoder out = new Encoder().u8(VERSION).raw(vault).raw(master).varint(epochs.size());
        epochs.forEach((number, key) -> out.u32(number).raw(key));
        return out.toBytes();
    }

    /** Reads what was wrapped. */
    static Keyring decode(byte[] bytes) throws FormatException {
        Decoder in = new Decoder(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new FormatException("its keyring has the version " + version + ", and this release reads " + VERSION);
        }
        byte[] vault = in.raw(16);
        byte[] master = in.raw(KEY);
        int count = in.count();
        if (count < 1 || count > MOST_EPOCHS) {
            throw new FormatException("its keyring has no epoch, or too many");
        }
        Map<Integer, byte[]> epochs = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            epochs.put(in.u31(), in.raw(KEY));
        }
        in.done();
        return new Keyring(vault, master, epochs, Optional.empty());
    }

    private byte[] derive(String purpose, byte[] from, int length) {
        return Hkdf.derive(from, vault, ("redoubt " + purpose).getBytes(StandardCharsets.US_ASCII), length);
    }

    /** What names chunks. */
    public byte[] idKey() {
        return derive("id", master, KEY);
    }

    /** 256 numbers that decide where chunks end. */
    public long[] gear() {
        Mac mac = Hkdf.mac(derive("gear", master, KEY));
        long[] table = new long[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = ByteBuffer.wrap(mac.doFinal(new byte[] {(byte) i})).getLong();
        }
        return table;
    }

    /** Proves that something was written by somebody who has the master key. */
    byte[] proof(String purpose, byte[] bytes) {
        return Hkdf.mac(derive(purpose, master, KEY)).doFinal(bytes);
    }

    /** Proves the config of the vault. */
    public byte[] configProof(byte[] bytes) {
        return proof("config", bytes);
    }

    /** Keys for a new object, with a salt that no other one has. */
    public ObjectKey make(ObjectHeader kind) {
        byte[] salt = new byte[KEY];
        random.nextBytes(salt);
        return objectKey(kind, Salt.of(epochs.lastKey(), salt)).orElseThrow();
    }

    /**
     * The keys of an object with a salt, whether or not they are the right ones.
     *
     * @throws WrongKeyException if its epoch is not on this ring
     */
    public ObjectKey of(ObjectHeader kind, Salt salt) throws WrongKeyException {
        return objectKey(kind, salt).orElseThrow(WrongKeyException::new);
    }

    /** The keys of the object that has this header, proven to be the right ones. */
    public ObjectKey of(ObjectHeader kind, SealedHeader header) throws WrongKeyException {
        ObjectKey key = of(kind, header.salt());
        header.check(key);
        return key;
    }

    /** The epoch whose keys new objects are sealed with. */
    public int epoch() {
        return epochs.lastKey();
    }

    /** Whether another ring has the same keys in an epoch. */
    public boolean shares(Keyring other, int epoch) {
        byte[] mine = epochs.get(epoch);
        byte[] theirs = other.epochs.get(epoch);
        return mine != null && theirs != null && MessageDigest.isEqual(mine, theirs);
    }

    /** Whether this ring opens all that another one does. */
    public boolean covers(Keyring other) {
        return MessageDigest.isEqual(master, other.master) && other.epochs.keySet().stream().allMatch(epoch -> shares(other, epoch));
    }

    private Optional<ObjectKey> objectKey(ObjectHeader kind, Salt salt) {
        if (!epochs.containsKey(salt.epoch())) {
            catchUp();
        }
        byte[] epoch = epochs.get(salt.epoch());
        return epoch == null ? Optional.empty()
                : Optional.of(new ObjectKey(kind, derive("epoch " + kind.kind(), epoch, KEY), vault, salt));
    }

    private void catchUp() {
        try {
            if (later.isPresent()) {
                Keyring newer = later.get().read();
                if (MessageDigest.isEqual(master, newer.master)) {
                    epochs = newer.epochs;
                }
            }
        } catch (VaultException e) {
            // Then the object that asks cannot be opened, which is told as with any other key that is not at hand.
        }
    }
}
