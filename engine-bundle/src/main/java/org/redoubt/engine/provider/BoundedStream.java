package org.redoubt.engine.provider;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.redoubt.api.bank.BankException;

/**
 * What a bank gives, read by calls that have to come back in time. It reads blocks of its own: a read that was given up must not
 * write into what the caller has got back. For one thread at a time.
 */
final class BoundedStream extends InputStream {
    /** Most documents fit into one of these; bulk data is to cost few calls, as each is handed to another thread. */
    private static final int LEAST = 16 << 10;
    private static final int MOST = 512 << 10;

    private final InputStream content;
    private final BankCalls calls;
    private final String what;
    private byte[] block = new byte[0];
    private int at;
    private int end;

    /**
     * @param content what the bank gives
     * @param calls the calls of the bank
     * @param what a read of it, as people read it
     */
    BoundedStream(InputStream content, BankCalls calls, String what) {
        this.content = content;
        this.calls = calls;
        this.what = what;
    }

    @Override
    public int read() throws IOException {
        return fill(1) ? block[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (count == 0) {
            return 0;
        }
        if (!fill(count)) {
            return -1;
        }
        int some = Math.min(count, end - at);
        System.arraycopy(block, at, bytes, offset, some);
        at += some;
        return some;
    }

    @Override
    public int available() {
        return end - at;
    }

    private boolean fill(int wanted) throws IOException {
        if (at == end) {
            int length = Math.clamp(Math.max(wanted, 4L * block.length), LEAST, MOST);
            byte[] next = block.length == length ? block : new byte[length];
            // Nothing is left of a read that was given up, as its block may still be written to.
            block = new byte[0];
            end = call(() -> content.read(next, 0, next.length));
            at = 0;
            block = next;
        }
        return end > 0;
    }

    private <T> T call(Callable<T> body) throws IOException {
        try {
            return calls.call(what, body);
        } catch (IOException | RuntimeException known) {
            throw known;
        } catch (BankException late) {
            throw new IOException(late.problem().message(), late);
        } catch (Exception undeclared) {
            throw new IOException(undeclared);
        }
    }

    @Override
    public void close() throws IOException {
        call(() -> {
            content.close();
            return true;
        });
    }
}
