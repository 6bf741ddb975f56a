package org.redoubt.engine.document;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Key;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.api.json.JsonObject;

/**
 * A document as bytes.
 *
 * @param bytes header, lines and seal; not to be changed
 * @param digest the SHA-256 that the seal holds, in hexadecimal
 */
record Sealed(byte[] bytes, String digest) {
    private static final int FORMAT = 1;
    private static final String SEAL = "{\"sha256\":\"";
    private static final String SEAL_END = "\"}\n";
    private static final int SEAL_LENGTH = SEAL.length() + 64 + SEAL_END.length();

    static Sealed of(String kind, Key key, boolean last, Iterable<String> lines) {
        JsonObject.Builder header = JsonObject.builder().put("formatVersion", FORMAT).put("kind", kind).put("key", key.toString());
        if (last) {
            header.put("last", true);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        line(out, header.build().toString());
        lines.forEach(text -> line(out, text));
        byte[] sealed = out.toByteArray();
        String digest = sha256(sealed, sealed.length);
        out.writeBytes((SEAL + digest + SEAL_END).getBytes(StandardCharsets.UTF_8));
        return new Sealed(out.toByteArray(), digest);
    }

    private static void line(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /** The document, if all of it is as it was written under this key. */
    static Document open(String kind, Key key, byte[] bytes) throws BankException {
        int end = bytes.length - SEAL_LENGTH;
        if (end < 0) {
            throw DocumentProblems.damaged(key, "is too short to be whole");
        }
        String digest = sha256(bytes, end);
        if (!new String(bytes, end, SEAL_LENGTH, StandardCharsets.ISO_8859_1).equals(SEAL + digest + SEAL_END)) {
            throw DocumentProblems.damaged(key, "does not have the bytes that were written");
        }
        List<Json> lines = parse(key, bytes, end);
        boolean last = header(kind, key, lines.getFirst());
        return new Document(key, last, lines.subList(1, lines.size()), digest);
    }

    private static List<Json> parse(Key key, byte[] bytes, int end) throws BankException {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end)).toString();
            List<Json> lines = new ArrayList<>();
            for (int from = 0, to; from < text.length(); from = to + 1) {
                to = text.indexOf('\n', from);
                lines.add(Json.parse(text.substring(from, to)));
            }
            if (!lines.isEmpty()) {
                return lines;
            }
        } catch (CharacterCodingException | JsonException | IndexOutOfBoundsException e) {
            throw DocumentProblems.damaged(key, "is not written in lines of JSON");
        }
        throw DocumentProblems.damaged(key, "is empty");
    }

    private static boolean header(String kind, Key key, Json line) throws BankException {
        if (!(line instanceof JsonObject header)) {
            throw DocumentProblems.damaged(key, "has no header");
        }
        long version = header.number("formatVersion").orElse(0);
        if (version > FORMAT) {
            throw DocumentProblems.newer(key, version, FORMAT);
        }
        if (version != FORMAT || !header.string("key").orElse("").equals(key.toString())
                || !header.string("kind").orElse("").equals(kind)) {
            throw DocumentProblems.damaged(key, "is another one than was stored there");
        }
        return header.flag("last").orElse(false);
    }

    private static String sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
