package org.redoubt.engine.journal;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.redoubt.api.protection.Hook;

/**
 * Which hooks have ended well: four bits for each resource, in segments that are recorded one by one. Thread-safe; noting a hook
 * costs one atomic instruction or two.
 */
final class HookProgress {
    private static final int HOOKS = Hook.values().length;
    private static final int RESOURCES_IN_WORD = Integer.SIZE / HOOKS;
    private static final int WORDS_IN_SEGMENT = 512;
    static final int RESOURCES_IN_SEGMENT = RESOURCES_IN_WORD * WORDS_IN_SEGMENT;
    private static final int ALL = (1 << HOOKS) - 1;

    private final int size;
    private final AtomicIntegerArray words;
    private final AtomicIntegerArray dirty;

    HookProgress(int size) {
        this.size = size;
        this.words = new AtomicIntegerArray((size + RESOURCES_IN_WORD - 1) / RESOURCES_IN_WORD);
        this.dirty = new AtomicIntegerArray((size + RESOURCES_IN_SEGMENT - 1) / RESOURCES_IN_SEGMENT);
    }

    /** Notes that a hook has ended well. */
    void ended(int number, Hook hook) {
        words.getAndAccumulate(number / RESOURCES_IN_WORD, 1 << hook.ordinal() << shift(number), (old, more) -> old | more);
        int segment = number / RESOURCES_IN_SEGMENT;
        if (dirty.get(segment) == 0) {
            dirty.set(segment, 1);
        }
    }

    /** Notes that nothing is known of a resource any more. */
    void clear(int number) {
        words.getAndUpdate(number / RESOURCES_IN_WORD, word -> word & ~(ALL << shift(number)));
        dirty.set(number / RESOURCES_IN_SEGMENT, 1);
    }

    private static int shift(int number) {
        return number % RESOURCES_IN_WORD * HOOKS;
    }

    /** What has changed since the last call, by the numbers of the segments. */
    Map<Integer, byte[]> takeChanged() {
        Map<Integer, byte[]> changed = new TreeMap<>();
        for (int segment = 0; segment < dirty.length(); segment++) {
            // Taken before the words are read, so that what comes in between is taken once more.
            if (dirty.getAndSet(segment, 0) != 0) {
                changed.put(segment, content(segment));
            }
        }
        return changed;
    }

    /** Whether there is something that was not taken. */
    boolean hasChanged() {
        for (int segment = 0; segment < dirty.length(); segment++) {
            if (dirty.get(segment) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Says that segments which were taken have not been recorded. */
    void notRecorded(Iterable<Integer> segments) {
        segments.forEach(segment -> dirty.set(segment, 1));
    }

    private byte[] content(int segment) {
        int from = segment * WORDS_IN_SEGMENT;
        int to = Math.min(from + WORDS_IN_SEGMENT, words.length());
        ByteBuffer bytes = ByteBuffer.allocate((to - from) * Integer.BYTES);
        for (int i = from; i < to; i++) {
            bytes.putInt(words.get(i));
        }
        return bytes.array();
    }

    /** Takes over what was recorded. */
    void restore(Map<Integer, byte[]> segments) {
        segments.forEach((segment, content) -> {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            for (int i = segment * WORDS_IN_SEGMENT; bytes.remaining() >= Integer.BYTES && i < words.length(); i++) {
                words.set(i, bytes.getInt());
            }
        });
    }

    /** The resources of which all hooks have ended well. */
    BitSet whole() {
        BitSet whole = new BitSet(size);
        for (int number = 0; number < size; number++) {
            if ((words.get(number / RESOURCES_IN_WORD) >>> shift(number) & ALL) == ALL) {
                whole.set(number);
            }
        }
        return whole;
    }
}
