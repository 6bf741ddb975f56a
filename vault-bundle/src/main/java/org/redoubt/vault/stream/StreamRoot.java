package org.redoubt.vault.stream;

import org.redoubt.vault.wire.Decoder;
import org.redoubt.vault.wire.Encoder;
import org.redoubt.vault.wire.FormatException;

/** What a stream is: the chunk that gives it its name. */
public final class StreamRoot {
    private static final int MAGIC = 'S';
    private static final int VERSION = 1;

    private StreamRoot() {
    }

    /** The bytes of the chunk. */
    public static byte[] encode(Content content) {
        Encoder out = new Encoder();
        out.u8(MAGIC).u8(VERSION);
        content.write(out);
        return out.toBytes();
    }

    /** Reads the bytes of the chunk. */
    public static Content decode(byte[] chunk) throws FormatException {
        Decoder in = new Decoder(chunk);
        if (in.u8() != MAGIC || in.u8() != VERSION) {
            throw new FormatException("it is no root of a stream that this release can read");
        }
        Content content = Content.read(in);
        in.done();
        return content;
    }
}
