package org.redoubt.vault.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.redoubt.vault.chunk.Area;
import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.chunk.RecordCodec;
import org.redoubt.vault.config.VaultConfig;
import org.redoubt.vault.index.Location;
import org.redoubt.vault.index.Run;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.pack.PackBuilder;
import org.redoubt.vault.pack.PackDirectory;
import org.redoubt.vault.pack.PackName;
import org.redoubt.vault.pack.SealedPack;
import org.redoubt.vault.seal.Blocks;
import org.redoubt.vault.seal.Gcm;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.ObjectHeader;
import org.redoubt.vault.wire.Sha256;

/** Objects of a bank, from the outside and behind their seals. */
final class ObjectTargets {
    private static final PackName PACK = new PackName(Area.DATA, Sha256.hex(new byte[1], 0, 1), 1);
    private static final Keyring KEYRING = Keyring.draw(UUID.randomUUID());

    private ObjectTargets() {
    }

    static List<Target> all() {
        return List.of(config(), header(), run(), namedRun(), sealedRun(), directory(), trailer(), record(), names(), ids());
    }

    private static Target config() {
        return Target.of("config", VaultConfig::decode, unhashed(VaultConfig.of(KEYRING, true).bytes())).sealed(ObjectTargets::hashed);
    }

    private static byte[] unhashed(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length - Sha256.LENGTH);
    }

    private static byte[] hashed(byte[] bytes) {
        return new Encoder().raw(bytes).raw(Sha256.of(bytes)).toBytes();
    }

    private static Target header() {
        return Target.of("header of a sealed object", bytes -> SealedHeader.read(ObjectHeader.RUN, new Decoder(bytes)), KEYRING.make(ObjectHeader.RUN).header());
    }

    private static Run sample() {
        return new Run(new Run.Origin("c", "session", "commits/c/0"), List.of(new Run.PackEntry(PACK, 100, KEYRING.make(ObjectHeader.PACK).salt())),
                List.of(new Run.Entry(new ChunkId(1, 2, 3, 4), new Location(0, 16, 20, 10))));
    }

    private static Target run() {
        return Target.of("index object", bytes -> Run.decode(KEYRING, bytes), sample().encode(KEYRING));
    }

    private static Target namedRun() {
        return Target.of("index object without a key", Run::named, sample().encode(KEYRING));
    }

    private static Target sealedRun() {
        ObjectKey key = KEYRING.make(ObjectHeader.RUN);
        Encoder out = new Encoder().raw(key.header()).u32(1);
        PACK.write(out);
        byte[] clear = out.u64(100).toBytes();
        Encoder content = new Encoder().text("c").text("session").text("commits/c/0");
        KEYRING.make(ObjectHeader.PACK).salt().write(content);
        content.u32(2);
        for (int i = 0; i < 2; i++) {
            new ChunkId(i, 2, 3, 4).write(content);
            content.u32(0).u32(16 + 20 * i).u32(20).u32(10);
        }
        return Target.of("index object behind its seal", bytes -> Run.decode(KEYRING, bytes), content.toBytes()).sealed(bytes -> {
            Encoder sealed = new Encoder().raw(clear);
            Blocks.seal(key.content(), Sha256.of(clear), bytes, sealed);
            return sealed.toBytes();
        });
    }

    private static Target directory() {
        ObjectKey key = KEYRING.make(ObjectHeader.PACK);
        Encoder list = new Encoder();
        for (int i = 0; i < 3; i++) {
            new ChunkId(i, 2, 3, 4).write(list);
            list.u32(72 + i * 30).u32(30).u32(10);
        }
        return Target.of("list of a pack", bytes -> PackDirectory.read(key, key.header(), bytes).forEach((id, offset, stored, raw) -> { }), list.toBytes())
                .sealed(bytes -> {
                    Encoder out = new Encoder();
                    Blocks.seal(key.directory(), key.header(), bytes, out);
                    return out.u64(0).toBytes();
                });
    }

    private static Target trailer() {
        PackBuilder builder = new PackBuilder(Area.DATA, KEYRING.make(ObjectHeader.PACK), new byte[16], 1 << 20);
        builder.append(new ChunkId(1, 2, 3, 4), new byte[30], 30, 18);
        SealedPack pack = builder.seal();
        byte[] end = Arrays.copyOfRange(pack.bytes(), pack.size() - PackDirectory.TRAILER, pack.size());
        return Target.of("end of a pack", bytes -> PackDirectory.offset(bytes, pack.size()), end);
    }

    /** What it says it holds is taken before it is unpacked, so a chunk of the longest length is what any record may take. */
    private static Target record() {
        RecordCodec codec = new RecordCodec(KEYRING.idKey(), 3);
        byte[] chunk = "some text ".repeat(100).getBytes(StandardCharsets.US_ASCII);
        ChunkId id = codec.identify(Area.DATA, chunk, 0, chunk.length);
        byte[] record = Arrays.copyOf(codec.record(), codec.encode(chunk, 0, chunk.length));
        RecordCodec.Address address = new RecordCodec.Address(Area.DATA, id, KEYRING.make(ObjectHeader.PACK).content(), 72);
        return Target.of("record", bytes -> codec.decode(address, bytes, 0, bytes.length), record).upTo(RecordCodec.LONGEST + Target.FEW).sealed(bytes -> {
            byte[] sealed = new byte[bytes.length + Gcm.TAG];
            new Gcm().seal(address.key(), 0, address.position(), address.id().bytes(), bytes, 0, bytes.length, sealed, 0);
            return sealed;
        });
    }

    private static Target names() {
        return Target.of("name of a pack", bytes -> PackName.parse(new String(bytes, StandardCharsets.UTF_8)), PACK.path().getBytes(StandardCharsets.US_ASCII));
    }

    private static Target ids() {
        return Target.of("name of a chunk", bytes -> ChunkId.parse(new String(bytes, StandardCharsets.UTF_8)),
                new ChunkId(1, 2, 3, 4).toString().getBytes(StandardCharsets.US_ASCII));
    }
}
