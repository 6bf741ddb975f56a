package org.redoubt.independent;

import static org.redoubt.independent.Crypto.ascii;
import static org.redoubt.independent.Crypto.join;
import static org.redoubt.independent.Crypto.u32;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.SCrypt;

/** Opens a vault in a directory of objects with a key, and gives its chunks and documents. */
final class VaultReader {
    private static final int SEALED_HEADER = 72;

    private final Path objects;
    private final byte[] vault;
    private final String place;
    private final byte[] idKey;
    private final Map<Integer, byte[]> epochs = new HashMap<>();
    private final Map<String, Chunk> chunks = new HashMap<>();

    private record Chunk(Path pack, char area, byte[] key, int offset, int stored, int raw) {
    }

    VaultReader(Path objects, Path keyFile) throws IOException, GeneralSecurityException {
        this.objects = objects;
        String config = new String(config(), StandardCharsets.UTF_8);
        UUID id = UUID.fromString(member(config, "vaultId"));
        vault = ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
        place = "vault/" + id + "/";
        Bytes ring = new Bytes(keyring(member(config, "encryption").equals("none") ? "" : Files.readString(keyFile)));
        require(ring.u8() == 1 && Arrays.equals(ring.raw(16), vault), "the keyring is of another vault");
        byte[] master = ring.raw(32);
        for (long left = ring.varint(); left > 0; left--) {
            epochs.put(ring.u32(), ring.raw(32));
        }
        idKey = Crypto.hkdf(master, vault, ascii("redoubt id"), 32);
        byte[] object = read("vault/config");
        byte[] proof = Crypto.hmac(Crypto.hkdf(master, vault, ascii("redoubt config"), 32), Arrays.copyOf(object, object.length - 64));
        require(Arrays.equals(proof, Arrays.copyOfRange(object, object.length - 64, object.length - 32)), "the config is not proven");
        for (Path run : list(place + "runs")) {
            run(run.getFileName().toString(), Files.readAllBytes(run));
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    static String member(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        require(matcher.find(), "there is no " + name);
        return matcher.group(1);
    }

    byte[] read(String key) throws IOException {
        return Files.readAllBytes(objects.resolve(key));
    }

    List<Path> list(String prefix) throws IOException {
        Path folder = objects.resolve(prefix);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private byte[] config() throws IOException {
        Bytes in = new Bytes(read("vault/config"));
        header(in, 'C');
        return in.blob();
    }

    private static void header(Bytes in, char kind) {
        require(in.u32() == 0x52444254 && in.u8() == kind && in.u8() == 1, "no object of kind " + kind + ", version 1");
        require(in.u16() >= 16 && in.u32() == 0, "an unknown feature");
        in.u32();
    }

    private static byte[] key(String file) throws GeneralSecurityException {
        Matcher line = Pattern.compile("(?m)^redoubt-key-1:([0-9a-f]{16}):([0-9a-f]{64})").matcher(file);
        require(line.find(), "no key in the file");
        byte[] key = HexFormat.of().parseHex(line.group(2));
        byte[] id = Crypto.sha256(join(ascii("redoubt key id"), key));
        require(HexFormat.of().formatHex(id, 0, 8).equals(line.group(1)), "the key is damaged");
        return key;
    }

    /** The newest keyring that a secret opens: none, the content of a key file, or a passphrase. */
    private byte[] keyring(String secret) throws IOException, GeneralSecurityException {
        int wanted = secret.isEmpty() ? 0 : secret.contains("redoubt-key-") ? 1 : 2;
        for (Path file : list(place + "keys").reversed()) {
            byte[] object = Files.readAllBytes(file);
            Bytes in = new Bytes(object);
            header(in, 'K');
            int kind = in.u8();
            in.u32();
            byte[] id = in.raw(8);
            int length = in.u32();
            byte[] salt = in.raw(32);
            if (kind == wanted) {
                byte[] key = kind == 0 ? new byte[32] : kind == 1 ? key(secret) : passphrase(secret, in);
                if (Arrays.equals(id, Arrays.copyOf(Crypto.sha256(join(ascii("redoubt key id"), key)), 8))) {
                    byte[] before = Arrays.copyOf(object, in.at());
                    return Crypto.open(Crypto.hkdf(key, salt, ascii("redoubt wrap"), 32), 0, 0, before, in.raw(length));
                }
            }
        }
        throw new IllegalStateException("another key");
    }

    private static byte[] passphrase(String words, Bytes in) {
        byte[] text = Normalizer.normalize(words.stripTrailing(), Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        return SCrypt.generate(text, in.raw(32), 1 << in.u8(), in.u8(), in.u8(), 32);
    }

    /** The keys of an object: content, directory, tag. */
    private byte[] keys(char kind, int epoch, byte[] salt) throws GeneralSecurityException {
        byte[] epochKey = Crypto.hkdf(epochs.get(epoch), vault, ascii("redoubt epoch " + kind), 32);
        byte[] info = join(ascii("redoubt object"), vault, new byte[] {(byte) kind, 1, 1, 0}, u32(epoch));
        return Crypto.hkdf(epochKey, salt, info, 80);
    }

    /** Reads a sealed header; the content key. */
    private byte[] sealedHeader(Bytes in, char kind) throws GeneralSecurityException {
        header(in, kind);
        byte[] keys = keys(kind, in.u32(), in.raw(32));
        require(in.u32() == 1 << 24, "an unknown mode");
        require(Arrays.equals(in.raw(16), Arrays.copyOfRange(keys, 64, 80)), "another key");
        return Arrays.copyOf(keys, 32);
    }

    private record Pack(char area, String name) {
    }

    private void run(String name, byte[] object) throws IOException, GeneralSecurityException {
        Bytes in = new Bytes(object);
        byte[] key = sealedHeader(in, 'R');
        Pack[] packs = new Pack[in.u32()];
        for (int i = 0; i < packs.length; i++) {
            char area = (char) in.u8();
            packs[i] = new Pack(area, "packs/" + area + "/" + in.hex(32) + "-" + in.hex(8));
            in.u64();
        }
        byte[] before = Arrays.copyOf(object, in.at());
        Bytes content = new Bytes(Crypto.openBlocks(key, Crypto.sha256(before), in.raw(in.left())));
        content.text();
        content.text();
        if (!isBelieved(name, content.text())) {
            return;
        }
        byte[][] keys = new byte[packs.length][];
        for (int i = 0; i < packs.length; i++) {
            keys[i] = Arrays.copyOf(keys('P', content.u32(), content.raw(32)), 32);
        }
        for (int left = content.u32(); left > 0; left--) {
            String id = content.hex(32);
            int pack = content.u32();
            chunks.put(id, new Chunk(objects.resolve(place + packs[pack].name()), packs[pack].area(), keys[pack],
                    content.u32(), content.u32(), content.u32()));
        }
    }

    private boolean isBelieved(String run, String decision) throws IOException, GeneralSecurityException {
        String quoted = "\"" + run + "\"";
        String newest = "";
        for (Path file : list(place + "live/collect")) {
            String line = file.endsWith("decision") ? document(file) : "";
            if (line.contains("\"outcome\":\"collected\"")) {
                newest = line;
                if (line.substring(line.indexOf("\"removed\":[")).contains(quoted)) {
                    return false;
                }
            }
        }
        if (decision.startsWith(place + "live/collect/")) {
            return newest.contains(quoted);
        }
        for (Path beside : list(decision.substring(0, decision.lastIndexOf('/')))) {
            String line = document(beside).split("\n")[1];
            if (line.contains("\"outcome\":\"committed\"") && line.contains("\"" + run + "\"")) {
                return true;
            }
        }
        return false;
    }

    /** A chunk, proven by its name. */
    byte[] chunk(String id) throws IOException, GeneralSecurityException {
        Chunk chunk = chunks.get(id);
        require(chunk != null, "no run names the chunk " + id);
        byte[] pack = Files.readAllBytes(chunk.pack());
        byte[] sealed = Arrays.copyOfRange(pack, chunk.offset(), chunk.offset() + chunk.stored());
        Bytes record = new Bytes(Crypto.open(chunk.key(), 0, chunk.offset(), HexFormat.of().parseHex(id), sealed));
        int codec = record.u8();
        require(record.u8() == 0 && record.u16() == 0, "an unknown record");
        int length = record.u32();
        byte[] payload = record.raw(record.u32());
        byte[] bytes = codec == 0 ? payload : Zstd.decompress(payload, length);
        byte[] name = Crypto.hmac(idKey, join(new byte[] {(byte) chunk.area()}, bytes));
        require(length == chunk.raw() && HexFormat.of().formatHex(name).equals(id), "the chunk has another name");
        return bytes;
    }

    /** The lines of a sealed document. */
    String document(Path file) throws IOException, GeneralSecurityException {
        byte[] object = Files.readAllBytes(file);
        byte[] hash = Crypto.sha256(Arrays.copyOf(object, object.length - 32));
        require(Arrays.equals(hash, Arrays.copyOfRange(object, object.length - 32, object.length)), "a damaged document");
        Bytes in = new Bytes(object);
        byte[] key = sealedHeader(in, 'D');
        byte[] place = ascii(objects.relativize(file).toString());
        byte[] length = place.length < 0x80 ? new byte[] {(byte) place.length}
                : new byte[] {(byte) (place.length & 0x7f | 0x80), (byte) (place.length >> 7)};
        byte[] bound = join(Arrays.copyOf(object, SEALED_HEADER), length, place);
        return new String(Crypto.openBlocks(key, bound, in.raw(in.left() - 32)), StandardCharsets.UTF_8);
    }
}
