package org.redoubt.vault.config;

import java.nio.charset.StandardCharsets;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.Chunker;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;

/**
 * What is written once when a vault is made: its id, and for readers of the format how it cuts. The object is a header, a JSON
 * text with its length, and the SHA-256 of both.
 *
 * @param vaultId a UUID
 */
public record VaultConfig(String vaultId) {

    /** The bytes of the object. */
    public byte[] encode() {
        JsonObject chunker = JsonObject.builder().put("kind", "fastcdc-gear").put("min", Chunker.MIN)
                .put("average", Chunker.AVERAGE).put("max", Chunker.MAX).build();
        JsonObject json = JsonObject.builder().put("formatVersion", 1).put("vaultId", vaultId).put("chunker", chunker).build();
        Encoder out = new Encoder();
        ObjectHeader.CONFIG.write(out);
        out.text(json.toString());
        ChunkId.of(out.toBytes()).write(out);
        return out.toBytes();
    }

    /** Reads the bytes of the object. */
    public static VaultConfig decode(byte[] bytes) throws FormatException {
        Decoder in = new Decoder(bytes);
        ObjectHeader.CONFIG.read(in);
        String text = new String(in.blob(), StandardCharsets.UTF_8);
        int signed = bytes.length - in.left();
        if (!ChunkId.read(in).equals(ChunkId.of(ChunkId.sha256(), bytes, 0, signed))) {
            throw new FormatException("it is not as it was written");
        }
        in.done();
        try {
            JsonObject json = Json.parseObject(text);
            String id = json.string("vaultId").orElse("");
            if (!id.matches("[0-9a-f-]{36}")) {
                throw new FormatException("it holds no id of a vault");
            }
            return new VaultConfig(id);
        } catch (JsonException e) {
            throw new FormatException("its text is no JSON");
        }
    }
}
