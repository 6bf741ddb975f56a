package org.redoubt.api.service;

import java.util.List;

/**
 * How far an operation is.
 *
 * @param hooksDone hooks that have ended
 * @param hooksTotal hooks in all
 * @param bytesDone bytes that are done
 * @param bytesTotal bytes in all, as far as is known; grows while plugins find out
 * @param running what runs at the moment, in a few words each; at most the first hundred
 */
public record ProgressView(long hooksDone, long hooksTotal, long bytesDone, long bytesTotal, List<String> running) {
    /** Copies the list. */
    public ProgressView {
        running = List.copyOf(running);
    }
}
