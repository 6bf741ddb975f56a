package org.redoubt.api.bank;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The bytes of an object to be stored: their number is known before, and they can be read again when a store tries again.
 */
@ConsumerType
public interface Body {

    /** How many bytes {@link #open()} gives, exactly. */
    long length();

    /**
     * The bytes from the beginning; every call gives the same ones.
     *
     * @return a stream that the caller closes
     * @throws IOException if they cannot be read
     */
    InputStream open() throws IOException;

    /** A body of these bytes, which must not change afterwards. */
    static Body of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** A body of a part of these bytes, which must not change until the put has returned. */
    static Body of(byte[] bytes, int offset, int length) {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        return new Body() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes, offset, length);
            }
        };
    }

    /** A body of the UTF-8 form of a text. */
    static Body of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
