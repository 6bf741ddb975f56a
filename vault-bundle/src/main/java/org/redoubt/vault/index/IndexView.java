package org.redoubt.vault.index;

import java.util.Optional;
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

    /** What is known of a chunk; nothing if it is not there. */
    public Optional<Found> find(ChunkId id) {
        Optional<Found> found = believed.find(id);
        return found.isPresent() ? found.map(one -> seen(one, 0)) : own.find(id).map(one -> seen(one, 1));
    }

    private static Found seen(Found found, int side) {
        Location place = found.place();
        return new Found(found.number() << 1 | side, new Location(place.pack() << 1 | side, place.offset(), place.stored(), place.raw()));
    }

    /** Whether a pack is named. */
    public boolean names(PackName pack) {
        return believed.names(pack) || own.names(pack);
    }

    /** The pack with that number. */
    public Run.PackEntry pack(int number) {
        return ((number & 1) == 0 ? believed : own).pack(number >> 1);
    }
}
