package org.redoubt.engine.rate;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.redoubt.api.bank.BankException;

/** What comes from a bank, no faster than others leave room for. For one thread at a time. */
final class LimitedStream extends FilterInputStream {
    /** A larger piece would make others wait long. */
    private static final int MOST = 256 << 10;

    private final Throttle.Share share;
    private long passed;

    LimitedStream(InputStream in, Throttle.Share share) {
        super(in);
        this.share = share;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        pass(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, Math.min(length, MOST));
        pass(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(count);
        pass(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void pass(long bytes) throws IOException {
        if (bytes == 0) {
            return;
        }
        passed += bytes;
        try {
            LimitedBank.pass(share, passed <= LimitedBank.SMALL, bytes);
        } catch (BankException e) {
            throw new IOException(e.problem().message(), e);
        }
    }
}
