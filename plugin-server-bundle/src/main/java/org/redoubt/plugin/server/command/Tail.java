package org.redoubt.plugin.server.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the end of what a process writes, for a sentence, and takes all of it, so that the process never waits. */
final class Tail implements AutoCloseable {
    private static final int KEPT = 300;
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final ReentrantLock lock = new ReentrantLock();
    private final InputStream stream;
    private final Thread reader;
    private byte[] end = new byte[0];

    private Tail(InputStream stream) {
        this.stream = stream;
        // A platform thread: nothing that a thaw waits for may stand behind busy virtual threads.
        this.reader = Thread.ofPlatform().daemon().name("redoubt-command-output").unstarted(this::read);
    }

    static Tail of(InputStream stream) {
        Tail tail = new Tail(stream);
        tail.reader.start();
        return tail;
    }

    private void read() {
        byte[] buffer = new byte[4096];
        try {
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                add(buffer, length);
            }
        } catch (IOException e) {
            // The process is gone; what was read is all there is.
            add(buffer, 0);
        }
    }

    private void add(byte[] bytes, int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        lock.lock();
        try {
            all.writeBytes(end);
            all.write(bytes, 0, length);
            byte[] joined = all.toByteArray();
            int from = Math.max(0, joined.length - KEPT);
            end = Arrays.copyOfRange(joined, from, joined.length);
        } finally {
            lock.unlock();
        }
    }

    /** What was written last. A child that was left behind may hold the pipe for ever, so its end is not waited for without limit. */
    String text() throws InterruptedException {
        reader.join(LAST_WORDS);
        lock.lock();
        try {
            return new String(end, StandardCharsets.UTF_8).replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?").strip();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing more is wanted from it.
            reader.interrupt();
        }
    }
}
