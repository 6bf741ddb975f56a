package org.redoubt.vault.index;

import org.redoubt.vault.chunk.ChunkId;
import org.redoubt.vault.pack.PackName;

/**
 * What one session can read at a moment: what is believed by all, and what it has stored itself. Chunks and packs have numbers of
 * their own here.
 *
 * @param believed what committed sessions have stored
 * @param own what this session and those that it goes on for have stored
 */
public record IndexView(Index believed, Index own) {

    /** The number of a chunk, or -1 if it is not there. */
    public int find(ChunkId id) {
        int number = believed.find(id);
        if (number >= 0) {
            return number << 1;
        }
        number = own.find(id);
        return number < 0 ? -1 : number << 1 | 1;
    }

    /** Whether a pack is named. */
    public boolean names(PackName pack) {
        return believed.names(pack) || own.names(pack);
    }

    private Index of(int number) {
        return (number & 1) == 0 ? believed : own;
    }

    /** Where the chunk with that number is. */
    public Location location(int number) {
        Location place = of(number).location(number >> 1);
        return new Location(place.pack() << 1 | number & 1, place.offset(), place.stored(), place.raw());
    }

    /** The pack with that number. */
    public Run.PackEntry pack(int number) {
        return of(number).pack(number >> 1);
    }
}
