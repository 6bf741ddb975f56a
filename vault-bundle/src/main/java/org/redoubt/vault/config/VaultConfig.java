package org.redoubt.vault.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.vault.chunk.Chunker;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;
import org.redoubt.vault.wire.Sha256;

/**
 * What is written once when a vault is made: its id, whether it is encrypted, and for readers of the format how it cuts. The object is
 * a header, a JSON text with its length, a proof by the master key, and the SHA-256 of all before.
 *
 * @param vaultId the id of the vault
 * @param encrypted whether its keys are wrapped by a key from elsewhere
 * @param bytes the object
 */
public record VaultConfig(UUID vaultId, boolean encrypted, byte[] bytes) {
    private static final int PROOF = 32;

    /** The config of a new vault. */
    public static VaultConfig of(Keyring keyring, boolean encrypted) {
        JsonObject chunker = JsonObject.builder().put("kind", "fastcdc-gear").put("min", Chunker.MIN)
                .put("average", Chunker.AVERAGE).put("max", Chunker.MAX).build();
        JsonObject json = JsonObject.builder().put("formatVersion", 1).put("vaultId", keyring.vault().toString())
                .put("encryption", encrypted ? "aes-256-gcm" : "none").put("chunker", chunker).build();
        Encoder out = new Encoder();
        ObjectHeader.CONFIG.write(out, 0);
        out.text(json.toString());
        out.raw(keyring.configProof(out.toBytes()));
        out.raw(Sha256.of(out.toBytes()));
        return new VaultConfig(keyring.vault(), encrypted, out.toBytes());
    }

    /** Reads the bytes of the object. Nobody has proven yet who wrote it. */
    public static VaultConfig decode(byte[] bytes) throws FormatException {
        Decoder in = new Decoder(bytes);
        ObjectHeader.CONFIG.read(in, 0);
        int end = bytes.length - Sha256.LENGTH;
        if (end < 0 || !Arrays.equals(Sha256.of(bytes, 0, end), 0, Sha256.LENGTH, bytes, end, bytes.length)) {
            throw new FormatException("it is not as it was written");
        }
        String text = new String(in.blob(), StandardCharsets.UTF_8);
        in.raw(PROOF + Sha256.LENGTH);
        in.done();
        try {
            JsonObject json = Json.parseObject(text);
            return new VaultConfig(UUID.fromString(json.string("vaultId").orElse("")), encrypted(json.string("encryption").orElse("")), bytes);
        } catch (JsonException e) {
            throw new FormatException("its text is no JSON");
        } catch (IllegalArgumentException e) {
            throw new FormatException("it holds no id of a vault");
        }
    }

    private static boolean encrypted(String encryption) throws FormatException {
        return switch (encryption) {
            case "aes-256-gcm" -> true;
            case "none" -> false;
            default -> throw new FormatException("it is encrypted in a way that this release does not know");
        };
    }

    /** Refuses a config that somebody without the keys has written. */
    public void prove(Keyring keyring) throws FormatException {
        int end = bytes.length - Sha256.LENGTH - PROOF;
        byte[] proof = Arrays.copyOfRange(bytes, end, end + PROOF);
        if (!keyring.vault().equals(vaultId) || !MessageDigest.isEqual(proof, keyring.configProof(Arrays.copyOf(bytes, end)))) {
            throw new FormatException("it was not written by somebody who has the keys of the vault");
        }
    }
}
