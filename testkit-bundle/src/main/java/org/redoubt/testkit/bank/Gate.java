package org.redoubt.testkit.bank;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.redoubt.api.bank.Body;

/** A body that is held back in its middle until the test lets it go. */
final class Gate implements Body {
    private final Body body;
    private final AtomicReference<Thread> caller = new AtomicReference<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Gate(Body body) {
        this.body = body;
    }

    /** Interrupts the thread that puts this body, when it has come to the middle. */
    void interruptCaller() throws InterruptedException {
        reached.await();
        caller.get().interrupt();
    }

    void release() {
        released.countDown();
    }

    @Override
    public long length() {
        caller.set(Thread.currentThread());
        return body.length();
    }

    @Override
    public InputStream open() throws IOException {
        return new FilterInputStream(body.open()) {
            private long left = body.length() / 2;

            @Override
            public int read() throws IOException {
                hold(1);
                return super.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                hold(count);
                return super.read(bytes, offset, count);
            }

            private void hold(int count) {
                left -= count;
                if (left <= 0) {
                    reached.countDown();
                    awaitRelease();
                }
            }
        };
    }

    /** Goes on waiting through an interrupt, so that the bank meets it with a half-written object. */
    private void awaitRelease() {
        boolean interrupted = false;
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
