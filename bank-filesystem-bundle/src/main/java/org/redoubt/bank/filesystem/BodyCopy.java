package org.redoubt.bank.filesystem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.redoubt.api.bank.BankException;
import org.redoubt.api.bank.Body;
import org.redoubt.api.bank.Key;
import org.redoubt.api.problem.Problem;
import org.redoubt.api.problem.ProblemKind;

/** Writes the body of an object to a new file, trusting neither its length nor that it can be read. */
final class BodyCopy {
    private static final int BLOCK = 256 << 10;

    private final Key key;
    private final Body body;

    BodyCopy(Key key, Body body) {
        this.key = key;
        this.body = body;
    }

    /** Writes it, on disk when this returns. Errors of the file are thrown as they are, those of the body as problems. */
    void to(Path file) throws IOException, BankException {
        long length = body.length();
        try (NewFile made = NewFile.create(file, length)) {
            // One byte more than announced, to notice a body that is longer.
            byte[] block = new byte[(int) Math.min(BLOCK, length + 1)];
            long written = 0;
            try (Source source = new Source(open())) {
                for (int n = source.read(block); n >= 0 && written <= length; n = source.read(block)) {
                    made.write(ByteBuffer.wrap(block, 0, n));
                    written += n;
                }
            }
            if (written != length) {
                throw invalid("has not the " + length + " bytes that it announced", new IOException("wrong length"));
            }
            made.finish();
        }
    }

    private InputStream open() throws BankException {
        try {
            return body.open();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The body's stream, whose errors are told from those of the file. */
    private final class Source implements AutoCloseable {
        private final InputStream in;

        Source(InputStream in) {
            this.in = in;
        }

        int read(byte[] block) throws BankException {
            try {
                return in.read(block);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public void close() throws BankException {
            try {
                in.close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }

    private BankException unreadable(IOException e) {
        return Thread.currentThread().isInterrupted() ? BankException.interrupted(e) : invalid("cannot be read: " + e.getMessage(), e);
    }

    private BankException invalid(String what, IOException cause) {
        return new BankException(Problem.of(ProblemKind.INVALID, "The body of the object " + key + " " + what + ".")
                .subject(key.toString()), cause);
    }
}
