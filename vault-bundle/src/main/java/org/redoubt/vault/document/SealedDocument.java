package org.redoubt.vault.document;

import java.util.Arrays;
import org.redoubt.api.bank.Key;
import org.redoubt.vault.key.Keyring;
import org.redoubt.vault.seal.Blocks;
import org.redoubt.vault.seal.ObjectKey;
import org.redoubt.vault.seal.SealedHeader;
import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;
import org.redoubt.vault.wire.ObjectHeader;
import org.redoubt.vault.wire.Sha256;

/**
 * The form of a sealed document: header, sealed blocks, and the SHA-256 of all before, by which damage is known without a key. It is
 * bound to its key in the bank, so that it cannot stand for another one.
 */
final class SealedDocument {
    private SealedDocument() {
    }

    static byte[] seal(Keyring keyring, Key place, byte[] content) {
        ObjectKey key = keyring.make(ObjectHeader.DOCUMENT);
        byte[] header = key.header();
        Encoder out = new Encoder((int) Math.addExact(header.length + Sha256.LENGTH, Blocks.sealedLength(content.length)));
        out.raw(header);
        Blocks.seal(key.content(), bound(header, place), content, out);
        byte[] sealed = out.toBytes();
        return out.raw(Sha256.of(sealed)).toBytes();
    }

    static byte[] open(Keyring keyring, Key place, byte[] sealed) throws FormatException {
        int end = sealed.length - Sha256.LENGTH;
        if (end < 0 || !Arrays.equals(Sha256.of(sealed, 0, end), 0, Sha256.LENGTH, sealed, end, sealed.length)) {
            throw new FormatException("it does not have the bytes that were written");
        }
        Decoder in = new Decoder(sealed, 0, end);
        SealedHeader header = SealedHeader.read(ObjectHeader.DOCUMENT, in);
        ObjectKey key = keyring.of(ObjectHeader.DOCUMENT, header);
        int begin = end - in.left();
        return Blocks.open(key.content(), bound(Arrays.copyOf(sealed, begin), place), sealed, begin, in.left());
    }

    private static byte[] bound(byte[] header, Key place) {
        return new Encoder().raw(header).text(place.toString()).toBytes();
    }
}
