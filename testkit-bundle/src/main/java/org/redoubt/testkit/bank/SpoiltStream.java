package org.redoubt.testkit.bank;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that does harm at one place. */
final class SpoiltStream extends FilterInputStream {
    enum Harm { END, ERROR, FLIP }

    private final long place;
    private final Harm harm;
    private long at;

    SpoiltStream(InputStream in, long place, Harm harm) {
        super(in);
        this.place = place;
        this.harm = harm;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        if (harm != Harm.FLIP && at == place && count > 0) {
            if (harm == Harm.END) {
                return -1;
            }
            throw new IOException("A fault was injected at byte " + place + ".");
        }
        int wanted = harm == Harm.FLIP ? count : (int) Math.min(count, place - at);
        int given = super.read(bytes, offset, wanted);
        if (harm == Harm.FLIP && given > 0 && place >= at && place < at + given) {
            bytes[offset + (int) (place - at)] ^= 1;
        }
        at += Math.max(given, 0);
        return given;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
