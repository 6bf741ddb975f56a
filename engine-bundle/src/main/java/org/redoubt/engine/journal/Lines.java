package org.redoubt.engine.journal;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.redoubt.api.json.Json;
import org.redoubt.api.json.JsonException;
import org.redoubt.engine.document.GraphLines;

/** Many documents as compressed lines. */
public final class Lines {
    private Lines() {
    }

    /** Says all lines. */
    public interface Content {
        /** Hands each line to a sink. */
        void to(GraphLines.Sink<IOException> sink) throws IOException;
    }

    /** Writes lines. */
    public static byte[] write(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (Writer lines = new OutputStreamWriter(new DeflaterOutputStream(bytes, fast, 1 << 16), StandardCharsets.UTF_8)) {
            content.to(line -> lines.append(line.toString()).append('\n'));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            fast.end();
        }
        return bytes.toByteArray();
    }

    /** Reads lines. */
    public static GraphLines.Source<IOException> read(byte[] bytes) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(new InflaterInputStream(new ByteArrayInputStream(bytes)),
                StandardCharsets.UTF_8));
        return () -> {
            String line = lines.readLine();
            try {
                return line == null ? Optional.empty() : Optional.of(Json.parse(line));
            } catch (JsonException damaged) {
                throw new IOException(damaged);
            }
        };
    }
}
