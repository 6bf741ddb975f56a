package org.redoubt.vault.stream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.vault.chunk.ChunkId;

/**
 * Pieces of data that are wanted together, so that they can be got in the order of packs: each chunk once, however many pieces are of it.
 * For one thread, but what was added before others are told of it they may read.
 *
 * @param <T> what is known of a piece
 */
final class PieceWindow<T> {
    /** Stands for some hundred megabytes of data, and takes less than one itself. */
    private static final int MOST = 4096;

    private final Map<ChunkId, Integer> numbers = new LinkedHashMap<>();
    private final List<List<T>> pieces = new ArrayList<>();
    private int count;

    void add(ChunkId chunk, T piece) {
        Integer known = numbers.putIfAbsent(chunk, pieces.size());
        if (known == null) {
            pieces.add(new ArrayList<>(1));
        }
        pieces.get(known == null ? pieces.size() - 1 : known).add(piece);
        count++;
    }

    boolean isFull() {
        return count >= MOST;
    }

    /** The chunks; their places in the list are their numbers. */
    List<ChunkId> chunks() {
        return List.copyOf(numbers.keySet());
    }

    /** The numbers of all chunks. */
    List<Integer> numbers() {
        return List.copyOf(numbers.values());
    }

    /** The pieces that are of the chunk with a number, in the order in which they were added. */
    List<T> of(int number) {
        return pieces.get(number);
    }

    void clear() {
        numbers.clear();
        pieces.clear();
        count = 0;
    }
}
