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
    private static final Duration BREATH = Duration.ofMillis(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Process process;
    private final InputStream stream;
    private final Thread reader;
    private byte[] end = new byte[0];

    private Tail(Process process) {
        this.process = process;
        this.stream = process.getInputStream();
        // A platform thread: nothing that a thaw waits for may stand behind busy virtual threads.
        this.reader = Thread.ofPlatform().daemon().name("redoubt-command-output").unstarted(this::read);
    }

    static Tail of(Process process) {
        Tail tail = new Tail(process);
        tail.reader.start();
        return tail;
    }

    private void read() {
        try {
            boolean alive;
            do {
                // Asked before the pipe is looked at: all that a process has written is there when it has ended.
                alive = process.isAlive();
                if (!take() && alive) {
                    Thread.sleep(BREATH);
                }
            } while (alive);
        } catch (IOException | InterruptedException e) {
            // Nothing more is wanted from it; what was read is all there is.
            return;
        }
    }

    /** Takes what is there and never waits for more: a child that was left behind may hold the pipe for ever. */
    private boolean take() throws IOException {
        byte[] buffer = new byte[4096];
        int there = stream.available();
        int taken = 0;
        while (taken < there) {
            int length = stream.read(buffer, 0, Math.min(there - taken, buffer.length));
            if (length < 0) {
                break;
            }
            add(buffer, length);
            taken += length;
        }
        return taken > 0;
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

    /** What was written last: all of it when the process has ended, and what has been read when it hangs in the kernel. */
    String text() throws InterruptedException {
        if (process.isAlive()) {
            reader.join(LAST_WORDS);
        } else {
            reader.join();
        }
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
