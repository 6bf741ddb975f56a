package org.redoubt.vault.seal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.ObjectHeader;

/**
 * The keys of one object: of its content, of its directory, and the tag that commits it to them. They come from the key of its
 * kind in an epoch and from the salt of the object, which is drawn anew for each.
 */
public final class ObjectKey {
    static final int TAG = 16;
    private static final byte[] LABEL = "redoubt object".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final ObjectHeader kind;
    private final Salt salt;
    private final SecretKey content;
    private final SecretKey directory;
    private final byte[] tag;

    /**
     * @param kind what sort of object
     * @param epochKey the key of all such objects in the epoch of the salt
     * @param vault the 16 bytes of the id of the vault
     * @param salt the salt of the object
     */
    public ObjectKey(ObjectHeader kind, byte[] epochKey, byte[] vault, Salt salt) {
        this.kind = kind;
        this.salt = salt;
        byte[] info = ByteBuffer.allocate(LABEL.length + vault.length + 8).put(LABEL).put(vault).put((byte) kind.kind())
                .put((byte) ObjectHeader.VERSION).put((byte) SealedHeader.MODE).put((byte) 0).putInt(salt.epoch()).array();
        byte[] keys = Hkdf.derive(epochKey, salt.bytes(), info, 64 + TAG);
        content = new SecretKeySpec(keys, 0, 32, "AES");
        directory = new SecretKeySpec(keys, 32, 32, "AES");
        tag = Arrays.copyOfRange(keys, 64, 64 + TAG);
        Arrays.fill(keys, (byte) 0);
    }

    /** What its content is sealed with. */
    public SecretKey content() {
        return content;
    }

    /** What its directory is sealed with. */
    public SecretKey directory() {
        return directory;
    }

    /** The salt of the object. */
    public Salt salt() {
        return salt;
    }

    byte[] tag() {
        return tag.clone();
    }

    /** The header of the object. */
    public byte[] header() {
        Encoder out = new Encoder(SealedHeader.LENGTH);
        new SealedHeader(salt, tag).write(kind, out);
        return out.toBytes();
    }
}
