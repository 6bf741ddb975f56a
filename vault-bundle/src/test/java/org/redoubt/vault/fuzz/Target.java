package org.redoubt.vault.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;
import org.redoubt.vault.wire.FormatException;

/**
 * A decoder that bytes from a bank reach, also when whoever wrote them had the keys.
 *
 * @param name what it decodes
 * @param seeds what it accepts, to be changed
 * @param seal makes what the decoder is given of what was changed, such as by sealing it
 * @param most how many bytes it may take whatever it is given; besides that, a number for each byte of the input
 * @param decoder the decoder
 */
public record Target(String name, List<byte[]> seeds, UnaryOperator<byte[]> seal, long most, Decoder decoder) {
    /** What exceptions, their stacks and ciphers take. */
    static final long FEW = 128 << 10;

    /** Decodes. */
    @FunctionalInterface
    public interface Decoder {
        /** Accepts or refuses. */
        void decode(byte[] bytes) throws FormatException;
    }

    @Override
    public String toString() {
        return name;
    }

    /** One that is given what was changed as it is. */
    public static Target of(String name, Decoder decoder, byte[]... seeds) {
        return new Target(name, List.of(seeds), bytes -> bytes, FEW, decoder);
    }

    /** Reads what is written in JSON. */
    @FunctionalInterface
    public interface Reader {
        /** Accepts or refuses. */
        void read(JsonObject json) throws FormatException;
    }

    /** One of a document that is one JSON object. */
    public static Target json(String name, JsonObject seed, Reader reader) {
        return of(name, bytes -> {
            JsonObject json;
            try {
                json = Json.parseObject(new String(bytes, StandardCharsets.UTF_8));
            } catch (JsonException e) {
                throw new FormatException("it is not written in JSON");
            }
            reader.read(json);
        }, seed.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** This one behind a seal. */
    public Target sealed(UnaryOperator<byte[]> by) {
        return new Target(name, seeds, by, most, decoder);
    }

    /** This one, that may take more. */
    public Target upTo(long bytes) {
        return new Target(name, seeds, seal, bytes, decoder);
    }
}
