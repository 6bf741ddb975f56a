package org.redoubt.bank.filesystem.disk;

import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/** What a loss of power takes of all that was not brought to disk. */
public interface Loss {

    /**
     * In which of its states a name is left: the first one is what was brought to disk, the last one is what processes have seen.
     *
     * @param there of each state whether the name stood for anything
     */
    int state(List<Boolean> there);

    /** How many of so many bytes are left that were written at once. */
    int bytes(int length);

    private static Loss of(ToIntFunction<List<Boolean>> names, int part) {
        return new Loss() {
            @Override
            public int state(List<Boolean> there) {
                return names.applyAsInt(there);
            }

            @Override
            public int bytes(int length) {
                return length * part / 2;
            }
        };
    }

    /** Everything. */
    static Loss all() {
        return of(there -> 0, 0);
    }

    /** Nothing, as when processes are killed. */
    static Loss nothing() {
        return of(there -> there.size() - 1, 2);
    }

    /** Half of what stands in files, and no names. */
    static Loss content() {
        return of(there -> there.size() - 1, 1);
    }

    /** Everything, but what was removed does not come back. */
    static Loss made() {
        return of(there -> there.getLast() ? 0 : there.size() - 1, 0);
    }

    /** Now this and now that. */
    static Loss any(Random random) {
        return new Loss() {
            @Override
            public int state(List<Boolean> there) {
                return random.nextInt(there.size());
            }

            @Override
            public int bytes(int length) {
                return switch (random.nextInt(3)) {
                    case 0 -> 0;
                    case 1 -> random.nextInt(length + 1);
                    default -> length;
                };
            }
        };
    }
}
